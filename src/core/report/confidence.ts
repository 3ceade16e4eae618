/** The headline confidence: one tier for the whole report, the best the answers allow. */

import type { Envelope } from '../score/envelope.js';
import { answerClass } from '../score/distance.js';
import { reliableAnswer } from '../score/metrics/confidence.js';
import { randomFrom } from '../random.js';
import { bootstrapMean } from '../score/statistics/bootstrap.js';
import { mean, meanOrNull } from '../score/statistics/describe.js';
import { headlineVariants } from '../score/grid.js';
import type { Observation, ScoreInput } from '../score/observation.js';

export type ConfidenceTier = 'answer' | 'tokens' | 'agreement';

/** Fewer answers to a case than this say nothing of agreement. */
const FEWEST_ANSWERS = 5;

export interface HeadlineConfidence {
  /** Null: not available. */
  readonly tier: ConfidenceTier | null;
  readonly envelope: Envelope;
  /** One observation's confidence in that tier. */
  of(observation: Observation): number | null;
}

/**
 * The label's probability where labels are known and hold at least half of the probability; else the geometric mean of the
 * token probabilities; else the answer's share among its case's answers.

 */
export function headlineConfidence(
  input: ScoreInput,
  metrics: Readonly<Record<string, Envelope>>,
): HeadlineConfidence {
  const answer = metrics['confidence.answer'];
  if (answer && answer.value !== null) {
    const of = ({ confidence }: Observation) => confidence && reliableAnswer(confidence);
    return { tier: 'answer', envelope: answer, of };
  }
  const tokens = metrics['confidence.geoMean'];
  if (tokens && tokens.value !== null) {
    return {
      tier: 'tokens',
      envelope: tokens,
      of: ({ confidence }) => confidence?.geoMean ?? null,
    };
  }
  const variants = new Set(headlineVariants(input));
  const counted = input.observations.filter(
    (each) => each.shots === input.shots && variants.has(each.variant),
  );
  const shares = agreementShares(counted);
  const known = [...shares.values()];
  const perCase = [...Map.groupBy(shares, ([each]) => each.case).values()].map((own) =>
    mean(own.map(([, share]) => share)),
  );
  const interval = bootstrapMean(perCase, randomFrom('confidence', input.seed));
  const agreement = metrics['agreement.majority'];
  const value = meanOrNull(known);
  const envelope: Envelope = {
    name: 'confidence.agreement',
    value,
    ...(value === null ? { reason: 'n-too-small' as const } : {}),
    n: known.length,
    of: 'answers',
    ...(interval ? { ci: interval.ci, ciMethod: interval.method } : {}),
    P: agreement?.P ?? 0,
    R: agreement?.R ?? 0,
    config: { tier: 'agreement' },
  };
  return {
    tier: value === null ? null : 'agreement',
    envelope,
    of: (each) => shares.get(each) ?? null,
  };
}

function agreementShares(observations: readonly Observation[]): Map<Observation, number> {
  const groups = new Map<string, Observation[]>();
  for (const each of observations) {
    const key = JSON.stringify([each.shots, each.case]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const shares = new Map<Observation, number>();
  for (const group of groups.values()) {
    if (group.length < FEWEST_ANSWERS) continue;
    for (const each of group) {
      const same = group.filter((other) => answerClass(other) === answerClass(each)).length;
      shares.set(each, same / group.length);
    }
  }
  return shares;
}
