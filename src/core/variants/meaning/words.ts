/** Words as the meaning check compares them: without placeholders, by stem, in any script. */

import { opensSentences } from '../../text/language.js';
import { PLACEHOLDER } from './marks.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The text without what a case fills in, in lower case and with straight apostrophes. */
export const proseOf = (text: string): string =>
  text.replace(PLACEHOLDER, ' ').replaceAll('’', "'").toLowerCase();

/** Words of scripts without spaces are segmented by dictionary (UAX #29). */
export const wordsOf = (prose: string): string[] =>
  [...segmenter.segment(prose)].flatMap(({ segment, isWordLike }) =>
    isWordLike && /\p{L}/u.test(segment) ? [segment] : [],
  );

const LATIN_LETTER = /^\p{Script=Latin}$/u;

/** Words that carry meaning: no function words, and no imperatives such as `write`, which paraphrases exchange freely. */
export const contentWords = (prose: string): string[] => [
  ...new Set(wordsOf(prose).filter((word) => !opensSentences(word) && !LATIN_LETTER.test(word))),
];

/** As many letters of an ending may differ: `rhyme` and `rhyming`, `category` and `categorized`. */
const ENDING = 2;
const MIN_STEM = 4;
/** A word of this length may be the stem of another: `end` and `ends`. */
const MIN_WHOLE_STEM = 3;

/** Whether two words probably have the same stem, whatever their language. */
export function isSameStem(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared++;
  const isWhole = shared === shorter && shorter >= MIN_WHOLE_STEM;
  if (isWhole && Math.abs(a.length - b.length) <= ENDING) return true;
  return shared >= Math.max(MIN_STEM, shorter - ENDING);
}

/** The words of `words` whose stem none of `others` has. */
export const wordsNotIn = (words: readonly string[], others: readonly string[]): string[] =>
  words.filter((word) => !others.some((other) => isSameStem(word, other)));

const BETWEEN_CLAUSES =
  /[.!?;:,()。！？；：、，\n]+|\s(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar)\s/u;

/** The parts of a text between punctuation, line breaks and joining words. */
export const clausesOf = (text: string): string[] =>
  text
    .split(BETWEEN_CLAUSES)
    .map((clause) => clause.trim())
    .filter((clause) => /\p{L}/u.test(clause));
