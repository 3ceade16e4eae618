/** Edits by what the influence study found: the sentence that decides goes to the end, those that do nothing or harm go. */

import { fingerprint } from '../../prompt/fingerprint.js';
import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { messagesWithout, partsOf, type PromptPart } from '../../variants/promptParts.js';
import type { InfluenceKind } from '../influence/schema.js';
import { notTried, type Absence, type EditCode, type EditSources, type Proposed } from './edit.js';
import { withLastLine } from './lineEdits.js';

export function partEdits(sources: EditSources): Proposed[] {
  const { influence } = sources;
  if (influence === null)
    return [
      notTried('move-decisive', 'no-influence'),
      notTried('drop-idle', 'no-influence'),
      notTried('drop-costly', 'no-influence'),
    ];
  return [moveDecisive(sources), dropIdle(sources), dropCostly(sources)];
}

interface FoundPart {
  readonly part: PromptPart;
  readonly kind: InfluenceKind;
  readonly effect: number;
  /** Answers are right more often without it, beyond chance. */
  readonly costs: boolean;
}

function foundParts({ prompt, text, influence }: EditSources): FoundPart[] {
  const parts = new Map(partsOf(prompt, text).map((each) => [each.id, each]));
  return (influence?.findings.parts ?? []).flatMap(({ id, text: own, kind, effect, ...found }) => {
    const part = parts.get(id);
    const costs = (found.accuracy ?? 0) > 0 && (found.accuracyPHolm ?? 1) < SIGNIFICANCE;
    return part?.text === own ? [{ part, kind, effect: effect ?? 0, costs }] : [];
  });
}

/** What a model reads last it follows most. The strongest sentence that does not stand there already, and does no harm. */
function moveDecisive(sources: EditSources): Proposed {
  const { prompt } = sources;
  const decisive = foundParts(sources)
    .filter(({ kind, costs }) => kind === 'decides' && !costs)
    .toSorted((a, b) => b.effect - a.effect)
    .map(({ part }) => part);
  if (decisive.length === 0) return notTried('move-decisive', 'nothing-decides');
  const as = fingerprint(prompt.messages);
  for (const part of decisive) {
    const messages = movedToEnd(prompt, part);
    if (messages === null || fingerprint(messages) === as) continue;
    const edit = { code: 'move-decisive' as const, params: { part: part.text } };
    return { edit, kind: 'whole', apply: () => messages };
  }
  return notTried('move-decisive', 'no-place');
}

/** Null where nothing else stands in its message, or the sentence has no other place. */
function movedToEnd(prompt: Prompt, part: PromptPart): Message[] | null {
  const sentence = part.text.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim();
  const messages = messagesWithout(prompt, [part]);
  if (messages.length < prompt.messages.length) return null;
  return withLastLine(withMessages(prompt, messages), sentence);
}

const dropIdle = (sources: EditSources): Proposed =>
  dropped(
    sources,
    ['drop-idle', 'nothing-idle'],
    ({ kind }) => kind === 'nothing' || kind === 'unseen',
  );

const dropCostly = (sources: EditSources): Proposed =>
  dropped(sources, ['drop-costly', 'nothing-costly'], ({ costs }) => costs);

function dropped(
  sources: EditSources,
  [code, absence]: readonly [EditCode, Absence],
  isMeant: (found: FoundPart) => boolean,
): Proposed {
  const parts = foundParts(sources)
    .filter(isMeant)
    .map(({ part }) => part);
  const messages = messagesWithout(sources.prompt, parts);
  if (parts.length === 0 || messages.length === 0) return notTried(code, absence);
  const params = { parts: parts.map(({ text }) => text) };
  return { edit: { code, params }, kind: 'whole', apply: () => messages };
}

/** The prompt with these messages, which stand in no file. */
export const withMessages = (
  prompt: Prompt,
  messages: readonly Pick<Prompt['messages'][number], 'role' | 'content'>[],
): Prompt => ({
  ...prompt,
  messages: messages.map(({ role, content }) => ({ role, content, range: null })),
});
