/** How often something went wrong with an answer itself: shown beside every sensitivity, which it may cause. */

import { answerClass } from '../distance.js';
import type { Observation } from '../observation.js';
import { mean } from '../statistics/describe.js';
import { wilson } from '../statistics/wilson.js';
import { perCase, present, rateInterval, type Metric } from './metric.js';

function rate(id: string, flagged: (output: Observation) => boolean): Metric {
  return {
    id,
    needs: [],
    score(context) {
      const { values, all } = perCase(context, (output) => (flagged(output) ? 1 : 0));
      const value = mean(all);
      return present(context, value, {
        n: all.length,
        of: 'answers',
        ...rateInterval(value, values, context),
      });
    },
  };
}

/** Failed calls of all calls: they stand in no other number. */
const errorRate: Metric = {
  id: 'rate.error',
  needs: [],
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
  rate('rate.truncated', ({ truncated }) => truncated),
  errorRate,
];
