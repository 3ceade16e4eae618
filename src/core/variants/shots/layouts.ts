/** Other formats of a prompt's question, for examples that are each laid out in another one. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { randomFrom } from '../../numbers/random.js';
import { format } from '../classes/format.js';
import { checkMeaning } from '../meaning/meaningCheck.js';
import { contextOf } from '../ruleVariants.js';
import { questionOf } from './exampleMessages.js';

/** Layouts taken in turn: more examples than this begin again. */
const MAX_LAYOUTS = 8;

/** The question's own format first, then those the format class makes of it, drawn by the seed; one where it has no other. */
function questionLayouts(
  prompt: Prompt,
  wording: { readonly messages: readonly Message[] },
  seed: number,
): readonly Message[] {
  const question = questionOf(wording);
  if (!question) return [];
  const alone: Prompt = { ...prompt, messages: [{ ...question, range: null }] };
  const context = {
    ...contextOf(alone, format, seed),
    random: randomFrom('layouts', seed, question.content),
  };
  const layouts = new Map([[question.content, question]]);
  for (const { messages } of format.rewordings(alone, context)) {
    if (layouts.size === MAX_LAYOUTS) break;
    const [layout] = messages;
    if (layout && checkMeaning(alone, messages, {}).invariants.length === 0)
      layouts.set(layout.content, layout);
  }
  return [...layouts.values()];
}

/** The layouts of any wording, worked out once for each. */
export function layoutChooser(
  prompt: Prompt,
  seed: number,
): (wording: { readonly messages: readonly Message[] }) => readonly Message[] {
  const known = new Map<readonly Message[], readonly Message[]>();
  return (wording) => {
    const layouts = known.get(wording.messages) ?? questionLayouts(prompt, wording, seed);
    known.set(wording.messages, layouts);
    return layouts;
  };
}
