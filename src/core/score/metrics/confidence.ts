/** How sure the model was of its answers, from token probabilities. */

import type { MetricId } from '../../metrics/metricTable.js';
import { RELIABLE_SHARE, reliableAnswer } from '../confidenceTier.js';
import type { TokenConfidence } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { absent, meanInterval, perCase, present, rateInterval, type Metric } from './metric.js';

/** `fewest`: the share of the outputs that must have a value. `isRate`: whether it lies in [0,1]. */
function confidenceMetric(
  id: MetricId,
  of: (confidence: TokenConfidence) => number | null,
  { fewest = 0, isRate = true }: { fewest?: number; isRate?: boolean } = {},
): Metric {
  return {
    id,
    score(context) {
      const { values, answers } = perCase(
        context,
        ({ confidence }) => confidence && of(confidence),
      );
      if (answers < context.outputs.length * fewest) return absent(context, 'low-coverage');
      if (answers === 0) return absent(context, 'no-logprobs');
      const value = mean(values);
      const clamped = context.outputs.reduce(
        (total, { confidence }) => total + (confidence?.clamped ?? 0),
        0,
      );
      return present(context, value, {
        n: answers,
        of: 'answers',
        ...(isRate ? rateInterval(value, values, context) : meanInterval(values, context)),
        ...(clamped > 0 ? { config: { clampedTokens: clamped } } : {}),
      });
    },
  };
}

export const confidenceMetrics: readonly Metric[] = [
  confidenceMetric('confidence.geoMean', ({ geoMean }) => geoMean),
  confidenceMetric('confidence.minToken', ({ minToken }) => minToken),
  confidenceMetric('confidence.answer', reliableAnswer, { fewest: RELIABLE_SHARE }),
  confidenceMetric('confidence.margin', ({ margin }) => margin),
  confidenceMetric('confidence.perplexity', ({ perplexity }) => perplexity, { isRate: false }),
  confidenceMetric('confidence.entropy', ({ entropy }) => entropy, { isRate: false }),
];
