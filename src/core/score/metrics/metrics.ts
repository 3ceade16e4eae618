/** How each metric is computed, and what stands in the way of each. A new metric is one `Metric` and its row in the metric table. */

import type { AbsenceReason, Envelope } from '../envelope.js';
import type { Need } from '../../metrics/metricRow.js';
import { metricRow } from '../../metrics/metricTable.js';
import { finiteEnvelope } from '../finite.js';
import { differInOrder } from '../sameWords.js';
import { accuracy, originalAccuracy } from './accuracy.js';
import { agreementMetrics } from './agreement.js';
import { calibrationMetrics } from './calibration.js';
import { confidenceMetrics } from './confidence.js';
import { consistency } from './consistency.js';
import { effectMetrics } from './effect.js';
import { extremeMetrics } from './extremes.js';
import { cosineMetric } from './cosine.js';
import { judgeMetrics } from './judge.js';
import { labelEntropy } from './labelEntropy.js';
import { absent, type Metric, type MetricContext } from './metric.js';
import { performanceMetrics } from './performance.js';
import { posix } from './posix.js';
import { promptEval } from './promptEval.js';
import { rateMetrics } from './rates.js';
import { selectiveMetrics } from './selective.js';
import { semanticEntropyMetrics } from './semanticEntropy.js';
import { sensitivityRho } from './sensitivityRho.js';
import { similarityMetrics } from './similarity.js';
import { varianceShare } from './varianceShare.js';

export const METRICS: readonly Metric[] = [
  accuracy,
  originalAccuracy,
  ...effectMetrics,
  ...performanceMetrics,
  ...extremeMetrics,
  labelEntropy,
  consistency,
  ...agreementMetrics,
  ...semanticEntropyMetrics,
  ...confidenceMetrics,
  sensitivityRho,
  ...calibrationMetrics,
  ...selectiveMetrics,
  varianceShare,
  posix,
  promptEval,
  ...similarityMetrics,
  cosineMetric,
  ...judgeMetrics,
  ...rateMetrics,
];

const REASONS: Record<
  Need,
  { readonly reason: AbsenceReason; met(context: MetricContext): boolean }
> = {
  gold: { reason: 'no-gold', met: ({ outputs }) => outputs.some(({ score }) => score !== null) },
  labels: { reason: 'no-labels', met: ({ labels }) => labels !== null && labels.length > 1 },
  logprobs: {
    reason: 'no-logprobs',
    met: ({ outputs }) => outputs.some(({ confidence }) => confidence !== null),
  },
  variants: { reason: 'one-variant', met: ({ scope }) => scope.variants.length > 1 },
  embeddings: {
    reason: 'no-embeddings',
    met: ({ scope }) => (scope.task.vectors?.size ?? 0) > 0,
  },
  judge: {
    reason: 'no-judge',
    met: ({ outputs }) => outputs.some(({ judgedAgain }) => judgedAgain),
  },
  json: { reason: 'no-json', met: ({ distance }) => distance === 'json' },
  schema: { reason: 'no-schema', met: ({ schema }) => schema !== null },
  confidence: { reason: 'no-logprobs', met: ({ confidence }) => confidence.tier !== null },
  telling: {
    reason: 'same-words',
    met: ({ distance, scope }) => distance !== 'text' || !differInOrder(scope),
  },
  repeats: { reason: 'one-repeat', met: ({ scope }) => scope.deterministic || scope.repeats > 1 },
};

/** The metric's value, or its absence with the reason. No number in it is NaN or infinite. */
export function measure(metric: Metric, context: MetricContext): Envelope {
  if (context.outputs.length === 0) return absent(context, 'empty');
  const missing = metricRow(metric.id)?.needs.find((need) => !REASONS[need].met(context));
  if (missing) return absent(context, REASONS[missing].reason);
  return finiteEnvelope(metric.score(context));
}
