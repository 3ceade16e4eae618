/** The wordings a class makes by rule: those that hold every invariant, each said once. */

import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import { randomFrom } from '../numbers/random.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import { requiredWordsOf } from './meaning/requiredWords.js';
import type { GateResult, Rejection, Rewording, VariantClass } from './variant.js';

export interface Candidate extends Rewording {
  readonly class: VariantClass;
  readonly gate: GateResult;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly rejections: readonly Rejection[];
}

/** What has been said already: at first the original. Shared by the classes, it keeps two of them from saying the same. */
export const saidIn = ({ messages }: Prompt): Set<string> => new Set([identityOf(messages)]);

/** The first `most` of a class by the seed. What was said already is passed over, and what is new is added to it. */
export function candidatesOf(
  prompt: Prompt,
  variantClass: VariantClass,
  { most, seed, said }: { most: number; seed: number; said: Set<string> },
): Candidates {
  const candidates: Candidate[] = [];
  const rejections: Rejection[] = [];
  if (most === 0) return { candidates, rejections };
  const random = randomFrom('variants', seed, variantClass.id);
  const { labels } = requiredWordsOf(prompt);
  for (const { change, messages } of variantClass.rewordings(prompt, { random, labels })) {
    if (candidates.length === most) break;
    const identity = identityOf(messages);
    if (said.has(identity)) continue;
    said.add(identity);
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
