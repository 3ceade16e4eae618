/**
 * The meaning check: certain rules, signs and their risk, a judge, and finally a person. Only the rules and the judge turn a
 * wording down, and a person may approve it all the same. About one in eight model-written paraphrases changes the meaning
 * (recomputed from the labels of Mizrahi et al., TACL 2024).
 */

import type { Ask, Embed } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { certainProblems } from './certain.js';
import { cosineOf, distanceSigns, joined, repetition, wordSimilarity } from './drift.js';
import { riskOf, signsOf } from './risk.js';
import { invariantProblems, type RuleChanges } from './ruleInvariants.js';
import { checkRequirements, requirementProblem } from './requirements.js';
import type { Sign } from './signs.js';
import type { Flag, GateResult, GateStep } from '../variant.js';

export interface WordingKind extends RuleChanges {
  /** Written freely, by a model or a person, not made by rule. */
  readonly rewritten?: boolean;
}

/** The part that makes no calls: for a free rewrite the certain rules, the signs and the risk; for a variant made by rule all it must keep. */
export function checkMeaning(
  prompt: Prompt,
  wording: readonly Message[],
  { rewritten = false, ...changes }: WordingKind,
): GateResult {
  if (rewritten) return resultOf(prompt, wording, signsOf(prompt, wording));
  const invariants = invariantProblems(prompt, wording, changes);
  return { ...NOTHING_FOUND, invariants, drift: driftOf(prompt, wording) };
}

/** The result of a check that found nothing. */
export const NOTHING_FOUND: GateResult = {
  invariants: [],
  drift: 0,
  flags: [],
  risk: null,
  entails: null,
  cosine: null,
  missing: [],
  added: [],
};

function resultOf(prompt: Prompt, wording: readonly Message[], signs: readonly Sign[]): GateResult {
  const invariants = certainProblems(prompt, wording);
  return {
    ...NOTHING_FOUND,
    invariants,
    drift: driftOf(prompt, wording),
    flags: signs.flatMap(({ code, text }): Flag[] => (text === null ? [] : [{ code, text }])),
    risk: invariants.length > 0 ? 1 : riskOf(signs),
  };
}

const driftOf = ({ messages }: Prompt, wording: readonly Message[]) =>
  1 - wordSimilarity(joined(messages), joined(wording));

export interface TurnedDown {
  readonly step: GateStep;
  readonly reason: string;
}

export interface MeaningCheck {
  readonly gate: GateResult;
  /** Null if no step turned the wording down. */
  readonly turnedDown: TurnedDown | null;
}

export interface MeaningCheckOptions {
  /** Null asks no judge. */
  readonly ask: Ask | null;
  /** Null measures distance in words. */
  readonly embed: Embed | null;
  /** The other variants. */
  readonly others: readonly (readonly Message[])[];
  /** What becomes of a wording that repeats them or the original. What a person wrote, imported or kept is only flagged. */
  readonly repeated: 'reject' | 'flag';
}

/** Runs a rewrite through the automatic steps, stopping at the first that turns it down. Makes up to 3 calls (embedding, judge). */
export async function checkWording(
  prompt: Prompt,
  wording: readonly Message[],
  { ask, embed, others, repeated }: MeaningCheckOptions,
): Promise<MeaningCheck> {
  const [before, after] = [joined(prompt.messages), joined(wording)];
  const signs = signsOf(prompt, wording);
  const first = resultOf(prompt, wording, signs);
  const stop = (step: GateStep, reason: string, gate: GateResult): MeaningCheck => ({
    gate: { ...gate, risk: step === 'drift' ? gate.risk : 1 },
    turnedDown: { step, reason },
  });
  if (first.invariants.length > 0) return stop('invariants', first.invariants.join('; '), first);
  const twin = repetition(before, after, others);
  if (twin !== null && repeated === 'reject') return stop('drift', twin, first);
  const cosine = await cosineOf(before, after, embed);
  const all = [...signs, ...distanceSigns(first.drift, cosine)];
  // Almost identical, but for the words that matter most.
  const isExchanged = signs.some(({ code }) => code === 'exchanged');
  const repeats: Flag[] = twin === null || isExchanged ? [] : [{ code: 'repeats', text: twin }];
  const known = resultOf(prompt, wording, all);
  const gate = { ...known, flags: [...repeats, ...known.flags], cosine };
  return ask
    ? judged(await checkRequirements(prompt.messages, wording, ask), gate)
    : { gate, turnedDown: null };
}

/** A reply that cannot be read is no decision: the wording waits for a person like any other. */
function judged(
  check: Awaited<ReturnType<typeof checkRequirements>>,
  gate: GateResult,
): MeaningCheck {
  const { entails, missing, added, unread } = check;
  const found = { ...gate, entails, missing, added };
  if (entails === false)
    return {
      gate: { ...found, risk: 1 },
      turnedDown: { step: 'requirements', reason: requirementProblem(check) },
    };
  const flags = unread === null ? gate.flags : [...gate.flags, notJudged(unread)];
  return { gate: { ...found, flags }, turnedDown: null };
}

/** `reply`: the beginning of what the judge wrote. */
export const notJudged = (reply: string): Flag => ({
  code: 'not-judged',
  text: `not judged: the judge’s reply could not be read: ${reply === '' ? '(empty)' : `“${reply}”`}`,
});
