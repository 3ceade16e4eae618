/** The language a prompt is written in. */

import { languageOf } from '../text/language.js';
import type { LanguageCode } from '../text/languageWords.js';
import { memoise } from '../text/memoise.js';
import type { Message } from '../ports/model.js';
import { mergeSpans, replaceSpans } from '../text/span.js';
import { namedLinesOf } from './dataSpans.js';
import { wholeSpansOf } from './protectedSpans.js';

/** Below as many letters, a message's language is the prompt's. */
const TOO_SHORT = 40;

/** A name before a colon has fewer words than this; more are an instruction, as in `Answer with one word: yes or no`. */
const SENTENCE_WORDS = 3;

/** The text without code, placeholders, quotes, tags and the names of fields. */
function prose(text: string): string {
  const names = namedLinesOf(text)
    .map(({ start, nameEnd }) => ({ start, end: nameEnd }))
    .filter(({ start, end }) => text.slice(start, end).trim().split(/\s+/).length < SENTENCE_WORDS);
  return replaceSpans(
    text,
    mergeSpans([...wholeSpansOf(text), ...names]).map((span) => ({ ...span, by: ' ' })),
  );
}

/** The language of each message, or the whole prompt's for one that is too short to tell; null: none that is supported. */
export const languagesOf = memoise((messages: readonly Message[]): (LanguageCode | null)[] => {
  const texts = messages.map(({ content }) => prose(content));
  const whole = languageOf(texts.join('\n'));
  return texts.map((text) => {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    return languageOf(text) ?? (letters < TOO_SHORT ? whole : null);
  });
});
