/**
 * How far a judged score depends on the judge's own prompt: the share of reworded judge prompts that lead to the same decision
 * (JSS, JudgeSense 2604.23478), and the share of the same scores when the same prompt is asked twice. Both in [0,1], on the
 * answers that were judged again.
 */

import type { MetricId } from '../../metrics/metricTable.js';
import type { Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { absent, perCase, present, rateInterval, type Metric } from './metric.js';

const judgeMetric = (id: MetricId, valueOf: (output: Answer) => number | null): Metric => ({
  id,
  score(context) {
    const { values, answers } = perCase(context, valueOf);
    if (answers === 0) return absent(context, 'empty');
    const value = mean(values);
    return present(context, value, {
      n: answers,
      of: 'answers',
      ...rateInterval(value, values, context),
    });
  },
});

export const judgeMetrics: readonly Metric[] = [
  judgeMetric('judge.jss', ({ judgedAgain }) => judgedAgain?.reworded ?? null),
  judgeMetric('judge.repeat', ({ judgedAgain }) => judgedAgain?.repeated ?? null),
];
