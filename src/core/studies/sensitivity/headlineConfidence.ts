/** The headline confidence: the mean of the tier the answers allow. */

import { randomFrom } from '../../numbers/random.js';
import { confidenceTier, type TieredConfidence } from '../../score/confidenceTier.js';
import type { Envelope } from '../../score/envelope.js';
import { headlineVariants } from '../../score/grid.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { caseMean } from '../../score/metrics/metric.js';
import { bootstrapMean } from '../../score/statistics/bootstrap.js';
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
  const variants = new Set(headlineVariants(input));
  const counted = input.answers.filter(
    (each) => each.shots === input.shots && variants.has(each.variant),
  );
  const tiered = confidenceTier(counted, input.labels);
  const metric =
    tiered.tier === 'answer' || tiered.tier === 'tokens' ? metrics[METRIC_OF[tiered.tier]] : null;
  if (metric) return { ...tiered, envelope: metric };
  const shares = counted.flatMap((each) => {
    const share = tiered.of(each);
    return share === null ? [] : [{ case: each.case, variant: each.variant, share }];
  });
  const perCase = [...Map.groupBy(shares, (each) => each.case).values()].flatMap((own) => {
    const cells = [...Map.groupBy(own, ({ variant }) => variant).values()];
    return caseMean(cells.map((cell) => cell.map(({ share }) => share))) ?? [];
  });
  const interval = bootstrapMean(perCase, randomFrom('confidence', input.seed));
  const agreement = metrics['agreement.majority'];
  const value = meanOrNull(perCase);
  const envelope: Envelope = {
    name: 'confidence.agreement',
    value,
    ...(value === null ? { reason: 'n-too-small' as const } : {}),
    n: shares.length,
    of: 'answers',
    ...(interval ? { ci: interval.ci, ciMethod: interval.method } : {}),
    P: agreement?.P ?? 0,
    R: agreement?.R ?? 0,
    config: { tier: 'agreement' },
  };
  return { ...tiered, envelope };
}
