/** Puts a wording that is a text into the messages of the prompt. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { readParaphrase, rewritableIn } from '../classes/paraphraseReply.js';
import { wordSimilarity } from '../meaning/drift.js';
import { instructionIndex } from '../rewording.js';
import type { ImportedWording } from './readWordings.js';

/**
 * The messages of each wording, in their order. A text replaces the message that the texts resemble most, and the others stay;
 * a text in which the messages are tagged (`<message-1>`, `System:`) replaces each.
 */
export function placeWordings(
  prompt: Prompt,
  wordings: readonly ImportedWording[],
): (readonly Message[])[] {
  const place = placeFor(
    prompt,
    wordings.map(({ text }) => text),
  );
  return wordings.map(({ text, messages }) => messages ?? placed(prompt, text, place));
}

function placed(prompt: Prompt, text: string, place: number): readonly Message[] {
  const tagged = rewritableIn(prompt).length > 1 ? readParaphrase(prompt, text) : null;
  return (
    tagged ??
    prompt.messages.map(({ role, content }, index) => ({
      role,
      content: index === place ? text.trim() : content,
    }))
  );
}

/** The message with instructions where none is like the texts. */
function placeFor(prompt: Prompt, texts: readonly string[]): number {
  const places = rewritableIn(prompt);
  const likeness = (index: number) =>
    texts.reduce(
      (sum, text) => sum + wordSimilarity(prompt.messages[index]?.content ?? '', text),
      0,
    );
  const first = instructionIndex(prompt);
  return places.reduce(
    (best, index) => (likeness(index) > likeness(best) ? index : best),
    places.includes(first) ? first : (places[0] ?? first),
  );
}
