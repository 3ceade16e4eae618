/** How often something went wrong with an answer itself: shown beside every sensitivity, which it may cause. */

import type { MetricId } from '../../metrics/metricTable.js';
import { answerClass } from '../distance.js';
import type { Envelope } from '../envelope.js';
import type { Answer } from '../../answers/answer.js';
import { isRefusal, REFUSAL, REFUSAL_DETECTOR } from '../../text/refusal.js';
import { satisfies } from '../../answers/jsonSchema.js';
import { mean } from '../../numbers/describe.js';
import { wilson } from '../statistics/wilson.js';
import { perCase, present, rateInterval, type Metric, type MetricContext } from './metric.js';

function rate(
  id: MetricId,
  flagged: (output: Answer, context: MetricContext) => boolean,
  config?: Envelope['config'],
): Metric {
  return {
    id,
    score(context) {
      const { values, answers } = perCase(context, (output) => (flagged(output, context) ? 1 : 0));
      const value = mean(values);
      return present(context, value, {
        n: answers,
        of: 'answers',
        ...rateInterval(value, values, context),
        ...(config ? { config } : {}),
      });
    },
  };
}

/** Failed calls of all calls: they stand in no other number. */
const errorRate: Metric = {
  id: 'rate.error',
  score(context) {
    const calls = context.outputs.length + context.failed;
    const ci = wilson(context.failed, calls);
    return present(context, context.failed / calls, {
      n: calls,
      of: 'answers',
      ci,
      ciMethod: 'wilson',
    });
  },
};

export const rateMetrics: readonly Metric[] = [
  rate('rate.parseFail', (output) => output.answer === null && answerClass(output) !== '<EMPTY>'),
  rate('rate.empty', (output) => answerClass(output) === '<EMPTY>'),
  rate('rate.refusal', ({ text, answer }) => answer === REFUSAL || isRefusal(text), {
    detector: REFUSAL_DETECTOR,
  }),
  rate('rate.truncated', ({ truncated }) => truncated),
  rate('rate.schemaValid', ({ text }, { schema }) => satisfies(text, schema)),
  errorRate,
];
