/** How sure the model was of its answers, from token probabilities. */

import type { TokenConfidence } from '../observation.js';
import { mean } from '../statistics/describe.js';
import { absent, perCase, present, rateInterval, type Metric } from './metric.js';

/** Labels that hold less of the probability than this leave their shares unreliable. */
export const RELIABLE_COVERAGE = 0.5;

/** With fewer reliable answers than this share the mean would speak for a chosen few. */
const RELIABLE_SHARE = 0.5;

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

/** The label's share of all labels' probability, where they hold at least half of it. */
export const reliableAnswer = ({ answer, coverage }: TokenConfidence): number | null =>
  (coverage ?? 0) >= RELIABLE_COVERAGE ? answer : null;

export const confidenceMetrics: readonly Metric[] = [
  confidenceMetric('confidence.geoMean', ({ geoMean }) => geoMean),
  confidenceMetric('confidence.minToken', ({ minToken }) => minToken),
  confidenceMetric('confidence.answer', reliableAnswer, RELIABLE_SHARE),
];
