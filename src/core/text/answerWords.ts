import { casefold, visibleText } from './normalise.js';

const ARTICLES = new Set(['a', 'an', 'the']);
/** Marks of lists, headings and quotations. */
const LINE_MARKS = /^[ \t]*(?:(?:[-*+•>]|#+)[ \t]+)+(?=\S)/gm;
const BEFORE = /^["'“”‘’«»„‚()[\]{}*_`~¿¡]+/;
const AFTER = /["'“”‘’«»()[\]{}*_`~.,;:!?…。、—–]+$/;

/**
 * The words by which two answers in prose are compared, in lowercase. Like those of SQuAD's F1 without articles and punctuation,
 * but with the symbols that are part of a word, a number or a formula: `-1`, `<`, `50%`, `12:30`, `c++`.
 */
export const answerWords = (text: string): string[] =>
  casefold(visibleText(text.replace(LINE_MARKS, '')))
    .split(' ')
    .map((word) => word.replace(BEFORE, '').replace(AFTER, ''))
    .filter((word) => word !== '' && !ARTICLES.has(word));
