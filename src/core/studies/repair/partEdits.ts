/** Edits by what the influence study found: the sentence that decides goes to the end, sentences that do nothing go. */

import type { Prompt } from '../../prompt/prompt.js';
import { messagesWithout, partsOf, type PromptPart } from '../../variants/promptParts.js';
import type { InfluenceKind } from '../influence/schema.js';
import { notTried, type EditSources, type Proposed } from './edit.js';
import { withLine } from './lineEdits.js';

export function partEdits(sources: EditSources): Proposed[] {
  const { influence } = sources;
  if (influence === null)
    return [notTried('move-decisive', 'no-influence'), notTried('drop-idle', 'no-influence')];
  return [moveDecisive(sources), dropIdle(sources)];
}

interface FoundPart {
  readonly part: PromptPart;
  readonly kind: InfluenceKind;
  readonly effect: number;
}

function foundParts({ prompt, text, influence }: EditSources): FoundPart[] {
  const parts = new Map(partsOf(prompt, text).map((each) => [each.id, each]));
  return (influence?.findings.parts ?? []).flatMap(({ id, text: own, kind, effect }) => {
    const part = parts.get(id);
    return part?.text === own ? [{ part, kind, effect: effect ?? 0 }] : [];
  });
}

/** What a model reads last it follows most. */
function moveDecisive(sources: EditSources): Proposed {
  const { prompt } = sources;
  const [strongest] = foundParts(sources)
    .filter(({ kind }) => kind === 'decides')
    .toSorted((a, b) => b.effect - a.effect);
  if (!strongest) return notTried('move-decisive', 'nothing-decides');
  const { part } = strongest;
  const sentence = part.text.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim();
  const apply = () => {
    const messages = messagesWithout(prompt, [part]);
    return messages.length < prompt.messages.length
      ? null
      : withLine(withMessages(prompt, messages), sentence);
  };
  if (apply() === null) return notTried('move-decisive', 'no-place');
  return { edit: { code: 'move-decisive', params: { part: part.text } }, kind: 'whole', apply };
}

function dropIdle(sources: EditSources): Proposed {
  const { prompt } = sources;
  const idle = foundParts(sources)
    .filter(({ kind }) => kind === 'nothing' || kind === 'unseen')
    .map(({ part }) => part);
  const messages = messagesWithout(prompt, idle);
  if (idle.length === 0 || messages.length === 0) return notTried('drop-idle', 'nothing-idle');
  const params = { parts: idle.map(({ text }) => text) };
  return { edit: { code: 'drop-idle', params }, kind: 'whole', apply: () => messages };
}

/** The prompt with these messages, which stand in no file. */
export const withMessages = (
  prompt: Prompt,
  messages: readonly Pick<Prompt['messages'][number], 'role' | 'content'>[],
): Prompt => ({
  ...prompt,
  messages: messages.map(({ role, content }) => ({ role, content, range: null })),
});
