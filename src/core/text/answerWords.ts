import { casefold, visibleText } from './normalise.js';
import { UNSPACED_SCRIPTS } from './unspacedScripts.js';

const ARTICLES = new Set(['a', 'an', 'the']);
/** Marks of lists, headings and quotations. */
const LINE_MARKS = /^[ \t]*(?:(?:[-*+•>]|#+)[ \t]+)+(?=\S)/gm;
const BEFORE = new Set(`"'“”‘’«»„‚「」『』【】()[]{}*_\`~¿¡`);
const AFTER = new Set(`"'“”‘’«»「」『』【】()[]{}*_\`~.,;:!?…。、—–`);

/** Without the marks around it. */
function bare(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && BEFORE.has(word[from] as string)) from += 1;
  while (to > from && AFTER.has(word[to - 1] as string)) to -= 1;
  return word.slice(from, to);
}

/** With the mark of a long vowel in Katakana, which is of no script. */
const UNSPACED = `${UNSPACED_SCRIPTS}ー`;
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
/** One of their characters, or all that stands between two of them. */
const PIECES = new RegExp(String.raw`[${UNSPACED}]\p{M}*|[^${UNSPACED}]+`, 'gu');

const piecesOf = (word: string): readonly string[] =>
  HAS_UNSPACED.test(word) ? (word.match(PIECES) ?? []) : [word];

/**
 * The words by which two answers in prose are compared, in lowercase. Like those of SQuAD's F1 without articles and punctuation,
 * but with the symbols that are part of a word, a number or a formula: `-1`, `<`, `50%`, `12:30`, `c++`. In scripts without spaces
 * each character stands for a word, as in MLQA's F1 of Chinese (Lewis et al., ACL 2020).
 */
export const answerWords = (text: string): string[] =>
  casefold(visibleText(text.replace(LINE_MARKS, '')))
    .split(' ')
    .flatMap(piecesOf)
    .map(bare)
    .filter((word) => word !== '' && !ARTICLES.has(word));

/** Characters that make about a word, in a script without spaces. */
const PER_WORD = 2;

/** How many words a text has as a reader counts them, by its spaces. */
export const countWords = (text: string): number =>
  text.split(' ').reduce((sum, word) => sum + Math.ceil(piecesOf(word).length / PER_WORD), 0);
