/** Whether words a prompt depends on are still in a variant. */

import { wholeWord } from '../../text/literalPattern.js';

export const countOf = (text: string, word: string): number =>
  text.match(wholeWord(word))?.length ?? 0;

/** Whether the text has the word in exactly this spelling. */
export const isSpelled = (text: string, word: string): boolean =>
  [...text.matchAll(wholeWord(word))].some(([found]) => found === word);

/** A capital first letter depends on the place in the sentence; other capitals are part of the word. */
const hasOwnSpelling = (word: string): boolean => /\p{L}.*\p{Lu}/u.test(word);

/** Whether the text before has the word and the text after has not, or only in another spelling (`done` for `DONE`). */
export const isGone = (word: string, before: string, after: string): boolean =>
  (countOf(before, word) > 0 && countOf(after, word) === 0) ||
  (hasOwnSpelling(word) && isSpelled(before, word) && !isSpelled(after, word));
