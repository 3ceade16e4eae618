/** Which confidence an answer has: one tier for a whole report, the best its answers allow. */

import { answerClass } from './distance.js';
import type { Answer, TokenConfidence } from '../answers/answer.js';

export type ConfidenceTier = 'answer' | 'tokens' | 'agreement';

export interface TieredConfidence {
  /** Null: not available. */
  readonly tier: ConfidenceTier | null;
  /** One observation's confidence in that tier, in [0,1]. */
  of(observation: Answer): number | null;
}

/** Labels that hold less of the probability than this leave their shares unreliable. */
const RELIABLE_COVERAGE = 0.5;
/** With fewer reliable answers than this share the mean would speak for a chosen few. */
export const RELIABLE_SHARE = 0.5;
/** Fewer answers to a case than this say nothing of agreement. */
const MIN_ANSWERS = 5;

/** The label's share of all labels' probability, where they hold at least half of it. */
export const reliableAnswer = ({ answer, coverage }: TokenConfidence): number | null =>
  (coverage ?? 0) >= RELIABLE_COVERAGE ? answer : null;

/**
 * The label's probability where labels are known and hold at least half of the probability; else the geometric mean of the
 * token probabilities; else the answer's share among its case's answers.
 */
export function confidenceTier(
  outputs: readonly Answer[],
  labels: readonly string[] | null,
): TieredConfidence {
  const answerOf = ({ confidence }: Answer) => confidence && reliableAnswer(confidence);
  const reliable = outputs.filter((output) => answerOf(output) !== null).length;
  if ((labels?.length ?? 0) > 1 && reliable > 0 && reliable >= outputs.length * RELIABLE_SHARE) {
    return { tier: 'answer', of: answerOf };
  }
  if (outputs.some(({ confidence }) => confidence !== null)) {
    return { tier: 'tokens', of: ({ confidence }) => confidence?.geoMean ?? null };
  }
  const shares = agreementShares(outputs);
  return {
    tier: shares.size > 0 ? 'agreement' : null,
    of: (output) => shares.get(output) ?? null,
  };
}

/** Each wording counts once in its case, however often it was asked. */
function agreementShares(outputs: readonly Answer[]): Map<Answer, number> {
  const shares = new Map<Answer, number>();
  const answers = outputs.filter(hasText);
  for (const group of Map.groupBy(answers, ({ case: caseId }) => caseId).values()) {
    if (group.length < MIN_ANSWERS) continue;
    const repeats = new Map<string, number>();
    for (const { variant } of group) repeats.set(variant, (repeats.get(variant) ?? 0) + 1);
    const weights = new Map<string, number>();
    const classes = group.map(answerClass);
    group.forEach(({ variant }, index) => {
      const own = classes[index] as string;
      weights.set(own, (weights.get(own) ?? 0) + 1 / (repeats.get(variant) ?? 1));
    });
    group.forEach((output, index) =>
      shares.set(output, (weights.get(classes[index] as string) ?? 0) / repeats.size),
    );
  }
  return shares;
}

/** Empty answers agree in nothing that was said. */
const hasText = ({ text }: Answer): boolean => text.trim() !== '';
