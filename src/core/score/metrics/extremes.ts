/** Worst, best and spread of the variants inside each case (Cao et al. 2024): they widen with the number of variants. */

import type { MetricId } from '../../metrics/metricTable.js';
import { mean, sd } from '../../numbers/describe.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

function extreme(id: MetricId, of: (scores: readonly number[]) => number, fewest: number): Metric {
  return {
    id,
    score(context) {
      const values = context
        .cellScores()
        .map((row) => row.filter((score) => score !== null))
        .filter((scores) => scores.length >= fewest)
        .map(of);
      if (values.length === 0) return absent(context, 'empty');
      const value = mean(values);
      return present(context, value, {
        n: values.length,
        of: 'cases',
        ...rateInterval(value, values, context),
      });
    },
  };
}

export const extremeMetrics: readonly Metric[] = [
  extreme('cases.worst', (scores) => Math.min(...scores), 1),
  extreme('cases.best', (scores) => Math.max(...scores), 1),
  extreme('cases.sd', sd, 2),
];
