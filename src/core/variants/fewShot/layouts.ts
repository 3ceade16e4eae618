/** Other formats of a prompt's question, for examples that are each laid out in another one. */

import { labelsOf } from '../../prompt/answerShape.js';
import type { Message, Prompt } from '../../prompt/prompt.js';
import { randomFrom } from '../../random.js';
import { format } from '../format.js';
import { checkMeaning } from '../gate.js';
import { questionOf } from './exampleMessages.js';

/** The question's own format first, then those the format class makes of it, drawn by the seed; one where it has no other. */
export function questionLayouts(
  prompt: Prompt,
  wording: { readonly messages: readonly Message[] },
  seed: number,
): readonly Message[] {
  const question = questionOf(wording);
  if (!question) return [];
  const alone = { ...prompt, messages: [{ ...question, range: null }] };
  const labels = labelsOf(prompt);
  const random = randomFrom('layouts', seed, question.content);
  const others = format
    .rewordings(alone, { random, labels })
    .flatMap(({ messages }) => messages[0] ?? [])
    .filter((layout) => checkMeaning(alone.messages, [layout], { labels }).invariants.length === 0);
  const different = new Map([question, ...others].map((each) => [each.content, each]));
  return [...different.values()];
}
