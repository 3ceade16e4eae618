/**
 * The meaning check: invariants, drift, requirements, and finally a person. About one in eight model-written paraphrases
 * changes the meaning (recomputed from the labels of Mizrahi et al., TACL 2024).
 */

import type { Ask, Embed } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import {
  cosineOf,
  joined,
  MIN_COSINE,
  lengthProblem,
  MAX_WORD_DRIFT,
  NO_OP_SIMILARITY,
  wordSimilarity,
} from './drift.js';
import { invariantProblems, type WordingKind } from './invariants.js';
import { checkRequirements, requirementProblem } from './requirements.js';
import type { GateResult, GateStep } from '../variant.js';

/** The deterministic part: invariants, and how many words differ. Makes no calls. */
export function checkMeaning(
  prompt: Prompt,
  wording: readonly Message[],
  kind: WordingKind,
): GateResult {
  const [before, after] = [joined(prompt.messages), joined(wording)];
  return {
    invariants: invariantProblems(prompt, wording, kind),
    drift: 1 - wordSimilarity(before, after),
    entails: null,
    cosine: null,
    missing: [],
    added: [],
  };
}

export interface TurnedDown {
  readonly step: GateStep;
  readonly reason: string;
}

export interface MeaningCheck {
  readonly gate: GateResult;
  /** Null if the variant passed every requested step. */
  readonly turnedDown: TurnedDown | null;
}

export interface MeaningCheckOptions {
  /** Null skips the requirements check. */
  readonly ask: Ask | null;
  /** Null measures drift in words. */
  readonly embed: Embed | null;
  /** Other variants that this one must differ from. */
  readonly others: readonly (readonly Message[])[];
}

/** Runs a paraphrase through the automatic steps, stopping at the first that fails. Makes up to 3 calls (embedding, requirements). */
export async function checkWording(
  prompt: Prompt,
  wording: readonly Message[],
  { ask, embed, others }: MeaningCheckOptions,
): Promise<MeaningCheck> {
  const gate = checkMeaning(prompt, wording, { rewritten: true });
  const stop = (step: GateStep, reason: string, found: Partial<GateResult> = {}): MeaningCheck => ({
    gate: { ...gate, ...found },
    turnedDown: { step, reason },
  });
  if (gate.invariants.length > 0) return stop('invariants', gate.invariants.join('; '));
  const [before, after] = [joined(prompt.messages), joined(wording)];
  const repeated = repetition(before, after, others);
  if (repeated) return stop('drift', repeated);
  const cosine = await cosineOf(before, after, embed);
  const drifted = driftProblem(gate.drift, cosine) ?? lengthProblem(before, after);
  if (drifted) return stop('drift', drifted, { cosine });
  if (!ask) return { gate: { ...gate, cosine }, turnedDown: null };
  const check = await checkRequirements(prompt.messages, wording, ask);
  const { entails, missing, added } = check;
  const found = { cosine, entails, missing, added };
  const problem = requirementProblem(check);
  return problem
    ? stop('requirements', problem, found)
    : { gate: { ...gate, ...found }, turnedDown: null };
}

function repetition(
  before: string,
  after: string,
  others: readonly (readonly Message[])[],
): string | null {
  if (wordSimilarity(before, after) >= NO_OP_SIMILARITY)
    return 'it is almost identical to the original';
  const twin = others.some((other) => wordSimilarity(joined(other), after) >= NO_OP_SIMILARITY);
  return twin ? 'it repeats another paraphrase' : null;
}

function driftProblem(wordDrift: number, cosine: number | null): string | null {
  if (cosine !== null)
    return cosine < MIN_COSINE
      ? `it is about something else: cosine ${cosine.toFixed(2)}, min ${MIN_COSINE}`
      : null;
  return wordDrift > MAX_WORD_DRIFT ? 'it shares almost no words with the original' : null;
}
