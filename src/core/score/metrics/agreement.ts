/** How often answers agree, whatever is right. Repeats that agree in full: Atil et al. 2024 (TARa, TARr). */

import type { MetricId } from '../../metrics/metricTable.js';
import { answerClass } from '../distance.js';
import { cellsOf } from '../grid.js';
import type { Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { absent, present, rateInterval, type Metric, type MetricContext } from './metric.js';

/** Sizes of the groups of equal answers. */
function groupSizes(classes: readonly string[]): number[] {
  const sizes = new Map<string, number>();
  for (const each of classes) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  return [...sizes.values()];
}

/** Share of the most frequent answer, in (0,1]. */
export const majorityShare = (sizes: readonly number[], all: number): number =>
  Math.max(...sizes) / all;

/** Probability that two different answers agree, in [0,1]; `all` ≥ 2. */
export const pairwiseAgreement = (sizes: readonly number[], all: number): number =>
  sizes.reduce((pairs, size) => pairs + (size * (size - 1)) / 2, 0) / ((all * (all - 1)) / 2);

function overCases(
  id: MetricId,
  fewest: number,
  of: (sizes: readonly number[], all: number) => number,
): Metric {
  return {
    id,
    score(context) {
      const values = cellsOf(context.scope)
        .map((cells) => cells.flat().map(answerClass))
        .filter(({ length }) => length >= fewest)
        .map((classes) => of(groupSizes(classes), classes.length));
      return meanRate(context, values);
    },
  };
}

/** Share of cells (case × variant) whose repeats are all the same. */
function overRepeats(id: MetricId, reading: (output: Answer) => string): Metric {
  return {
    id,
    score(context) {
      const { scope } = context;
      const byCase = cellsOf(scope)
        .map((cells) =>
          cells
            .filter(({ length }) => length > 1)
            .map((cell): number => (new Set(cell.map(reading)).size === 1 ? 1 : 0)),
        )
        .filter(({ length }) => length > 0);
      if (byCase.length === 0)
        return absent(context, scope.deterministic ? 'deterministic' : 'one-repeat');
      const value = mean(byCase.flat());
      return present(context, value, {
        n: byCase.flat().length,
        of: 'answers',
        ...rateInterval(value, byCase.map(mean), context),
      });
    },
  };
}

function meanRate(context: MetricContext, values: readonly number[]) {
  if (values.length === 0) return absent(context, 'n-too-small');
  const value = mean(values);
  return present(context, value, {
    n: values.length,
    of: 'cases',
    ...rateInterval(value, values, context),
  });
}

export const agreementMetrics: readonly Metric[] = [
  overCases('agreement.majority', 2, majorityShare),
  overCases('agreement.pairwise', 2, pairwiseAgreement),
  overRepeats('agreement.tarAnswer', answerClass),
  overRepeats('agreement.tarText', ({ text }) => text),
];
