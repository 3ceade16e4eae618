/** Where a sentence can be added without becoming part of something else: the input, a list, the answer to complete. */

import type { LanguageCode } from '../text/languageWords.js';
import { overlaps } from '../text/span.js';
import { fieldsOf, proseOf, SENTENCE_END } from './layout.js';
import { BLOCK_TAG, VARIABLE_TAG } from './templateTags.js';
import { linesOf } from './lines.js';
import { topItemsOf } from './lists.js';

/** Between sentences on one line. */
export const gapIn = (language: LanguageCode | null): string =>
  language === 'ja' || language === 'zh' ? '' : ' ';

/** The text with a sentence before it: on the same line if it is one line of prose. */
export function withOpening(text: string, sentence: string, gap = ' '): string {
  const first = proseOf(text)[0]?.[0];
  const isProse = first !== undefined && text.slice(0, first.start).trim() === '';
  return `${sentence}${isProse && !text.includes('\n') ? gap : '\n'}${text}`;
}

/**
 * The text with a sentence after its instructions: at the end if it ends in a complete sentence, else before its first
 * field, placeholder, tag or code. Null if there is no such place.
 */
export function withClosing(text: string, sentence: string, gap = ' '): string | null {
  const body = text.trimEnd();
  const sentences = proseOf(text).flat();
  const last = sentences.at(-1);
  const isComplete = (end: number) => SENTENCE_END.test(text.slice(0, end));
  if (last && last.end === body.length && isComplete(last.end)) {
    if (BLOCK_TAG.test(text.slice(last.start, last.end))) return null;
    return `${body}${body.includes('\n') ? '\n' : gap}${sentence}${text.slice(body.length)}`;
  }
  const item = topItemsOf(text).at(-1);
  if (item?.end === body.length && !VARIABLE_TAG.test(text.slice(item.start, item.end)))
    return `${body}\n\n${sentence}${text.slice(body.length)}`;
  const limit = firstInput(text);
  const place = sentences.findLast(
    ({ end }) => end <= limit && isComplete(end) && /^[ \t]*(?:\n|$)/.test(text.slice(end)),
  );
  return place ? `${text.slice(0, place.end)}\n${sentence}${text.slice(place.end)}` : null;
}

/** The start of the first line that holds a field, a placeholder, a tag, code or a list. */
function firstInput(text: string): number {
  const apart = [...fieldsOf(text, []), ...topItemsOf(text)];
  const line = linesOf(text).find(
    (each) =>
      each.isCode ||
      VARIABLE_TAG.test(each.text) ||
      /^\s*<[A-Za-z]/.test(each.text) ||
      overlaps(apart, each),
  );
  return line?.start ?? text.length;
}
