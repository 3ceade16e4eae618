/** Puts a wording that is a text into the messages of the prompt. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { readParaphrase, rewritableIn } from '../classes/paraphraseReply.js';
import { wordSimilarity } from '../meaning/drift.js';
import { PLACEHOLDER, placeholdersIn } from '../meaning/marks.js';
import { instructionIndex } from '../rewording.js';
import type { ImportedWording } from './readWordings.js';

/**
 * The messages of each wording, in their order. A text replaces the message that the texts of the
 * file resemble most, by their placeholders and their words, and the others stay;
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

/** The message with instructions where none is more like the texts. */
function placeFor(prompt: Prompt, texts: readonly string[]): number {
  const places = rewritableIn(prompt);
  const likeness = new Map(
    places.map((index) => {
      const content = prompt.messages[index]?.content ?? '';
      return [index, texts.reduce((sum, text) => sum + likenessOf(content, text), 0)];
    }),
  );
  const likenessAt = (index: number) => likeness.get(index) ?? 0;
  const first = instructionIndex(prompt);
  return places.reduce(
    (best, index) => (likenessAt(index) > likenessAt(best) ? index : best),
    places.includes(first) ? first : (places[0] ?? first),
  );
}

/** In [0,2]: which placeholders a text has says more about its place than its words. */
function likenessOf(content: string, text: string): number {
  const [own, other] = [placeholdersIn(content), placeholdersIn(text)];
  const shared = own.filter((each) => other.includes(each)).length;
  const all = new Set([...own, ...other]).size;
  const words = wordSimilarity(content.replace(PLACEHOLDER, ' '), text.replace(PLACEHOLDER, ' '));
  return (all === 0 ? 1 : shared / all) + words;
}
