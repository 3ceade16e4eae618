/** `{{media …}}` that the prompt's template language does not read as an image: it would be sent to the model as it is. */

import type { LanguageId } from '../languages/languages.js';
import type { PromptMessage } from '../prompt.js';
import type { Reading } from '../reading.js';
import { blankImages } from '../images/imageMarks.js';
import { placesIn } from './bodyMessages.js';

/** The languages of agents' files and commands, whose hosts have no such images. */
const WITHOUT_IMAGES: ReadonlySet<LanguageId> = new Set(['copilot', 'arguments']);
/** Others fail to parse what is not an image. */
const LITERAL: ReadonlySet<LanguageId> = new Set(['literal', 'braces']);

const ANY_MEDIA = /\{\{~?\s*media\b[^{}]*\}\}/g;

/** Reports each once. `code`: what shows text of its own in the text of a message. */
export function tellUnreadImages(
  reading: Reading,
  {
    language,
    messages,
    code,
  }: {
    language: LanguageId;
    messages: readonly PromptMessage[];
    code: (text: string) => readonly (readonly [number, number])[];
  },
): void {
  const hasNone = WITHOUT_IMAGES.has(language);
  if (!hasNone && !LITERAL.has(language)) return;
  const told = new Set<string>();
  for (const { range } of messages) {
    if (range === null) continue;
    const written = reading.text.slice(range.start, range.end);
    const text = hasNone ? written : blankImages(written);
    for (const { 0: found, index } of text.matchAll(ANY_MEDIA)) {
      if (told.has(found) || code(text).some(([from, to]) => from <= index && index < to)) continue;
      told.add(found);
      const start = range.start + index;
      const fix = hasNone
        ? 'Set `sensitivity.language: literal` to send the image.'
        : 'An image is written `{{media url=…}}`, with a variable or a text in quotes.';
      reading.warning(
        placesIn(reading.text)(start, start + found.length),
        `\`${found}\` is sent as text, not as an image. ${fix}`,
      );
    }
  }
}
