/** The wordings a class makes by rule: those that hold every invariant, each said once. */

import type { Message, Prompt } from '../prompt/prompt.js';
import { randomFrom } from '../random.js';
import { checkMeaning } from './gate.js';
import { keptWordsOf } from './keptWords.js';
import type { GateResult, Rejection, Rewording, VariantClass } from './variant.js';

export interface Candidate extends Rewording {
  readonly class: VariantClass;
  readonly gate: GateResult;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly rejections: readonly Rejection[];
}

/** The first `most` of a class by the seed. What equals the original or an earlier one is passed over. */
export function candidatesOf(
  prompt: Prompt,
  variantClass: VariantClass,
  { most, seed }: { most: number; seed: number },
): Candidates {
  const candidates: Candidate[] = [];
  const rejections: Rejection[] = [];
  if (most === 0) return { candidates, rejections };
  const random = randomFrom('variants', seed, variantClass.id);
  const { labels } = keptWordsOf(prompt);
  const seen = new Set([identityOf(prompt.messages)]);
  for (const { change, messages } of variantClass.rewordings(prompt, { random, labels })) {
    if (candidates.length === most) break;
    const identity = identityOf(messages);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const kind = { renumbered: true, ...(variantClass.regroups ? { regrouped: true } : {}) };
    const gate = checkMeaning(prompt, messages, kind);
    if (gate.invariants.length === 0) {
      candidates.push({ class: variantClass, change, messages, gate });
      continue;
    }
    const reason = gate.invariants.join('; ');
    rejections.push({ class: variantClass.id, change, step: 'invariants', reason });
  }
  return { candidates, rejections };
}

const identityOf = (messages: readonly Message[]) =>
  JSON.stringify(messages.map(({ role, content }) => [role, content]));
