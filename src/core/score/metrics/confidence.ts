/** How sure the model was of its answers, from token probabilities. */

import { RELIABLE_SHARE, reliableAnswer } from '../confidenceTier.js';
import type { TokenConfidence } from '../observation.js';
import { mean } from '../statistics/describe.js';
import { absent, perCase, present, rateInterval, type Metric } from './metric.js';

/** `fewest`: the share of the outputs that must have a value. */
function confidenceMetric(
  id: string,
  of: (confidence: TokenConfidence) => number | null,
  fewest = 0,
): Metric {
  return {
    id,
    needs: fewest > 0 ? ['labels', 'logprobs'] : ['logprobs'],
    score(context) {
      const { values, all } = perCase(context, ({ confidence }) => confidence && of(confidence));
      if (all.length < context.outputs.length * fewest) return absent(context, 'low-coverage');
      const value = mean(all);
      return present(context, value, {
        n: all.length,
        of: 'answers',
        ...rateInterval(value, values, context),
      });
    },
  };
}

export const confidenceMetrics: readonly Metric[] = [
  confidenceMetric('confidence.geoMean', ({ geoMean }) => geoMean),
  confidenceMetric('confidence.minToken', ({ minToken }) => minToken),
  confidenceMetric('confidence.answer', reliableAnswer, RELIABLE_SHARE),
];
