/** The headline confidence: the mean of the tier the answers allow. */

import { randomFrom } from '../../numbers/random.js';
import type { TieredConfidence } from '../../score/confidenceTier.js';
import type { Envelope } from '../../score/envelope.js';
import { headlineScope } from '../../score/grid.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { confidenceOver, perCase } from '../../score/metrics/metric.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import { meanOrNull } from '../../numbers/describe.js';

export type { ConfidenceTier } from '../../score/confidenceTier.js';

export interface HeadlineConfidence extends TieredConfidence {
  readonly envelope: Envelope;
}

const METRIC_OF = { answer: 'confidence.answer', tokens: 'confidence.geoMean' } as const;

export function headlineConfidence(
  input: ScoreInput,
  metrics: Readonly<Record<string, Envelope>>,
): HeadlineConfidence {
  const scope = headlineScope(input);
  const tiered = confidenceOver(scope);
  const metric =
    tiered.tier === 'answer' || tiered.tier === 'tokens' ? metrics[METRIC_OF[tiered.tier]] : null;
  if (metric) return { ...tiered, envelope: metric };
  const { values, answers } = perCase({ scope }, tiered.of);
  const random = randomFrom('confidence', input.seed);
  const interval = values.length === 0 ? {} : rateInterval(values, random);
  const agreement = metrics['agreement.majority'];
  const value = meanOrNull(values);
  const envelope: Envelope = {
    name: 'confidence.agreement',
    value,
    ...(value === null ? { reason: 'n-too-small' as const } : {}),
    n: answers,
    of: 'answers',
    ...interval,
    P: agreement?.P ?? 0,
    R: agreement?.R ?? 0,
    config: { tier: 'agreement' },
  };
  return { ...tiered, envelope };
}
