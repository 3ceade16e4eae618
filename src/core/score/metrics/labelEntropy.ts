/**
 * Sensitivity without expected answers (Errica et al., NAACL 2025): the entropy of a case's labels over the wordings,
 * 0 when all agree, 1 when every label is given equally often.
 */

import { REFUSAL } from '../../text/refusal.js';
import { answerClass } from '../distance.js';
import { cellsOf } from '../grid.js';
import type { Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

export const labelEntropy: Metric = {
  id: 'sensitivity.entropy',
  score(context) {
    const { scope } = context;
    const labels = context.labels ?? [];
    const outside = new Set(
      context.outputs
        .map((output) => labelClass(output, labels))
        .filter((each) => !labels.includes(each)),
    );
    const classes = labels.length + outside.size;
    if (classes < 2) return absent(context, 'no-labels');
    const values = cellsOf(scope)
      .map((cells) => cells.filter((cell) => cell.length > 0))
      .filter((cells) => cells.length > 1)
      .map((cells) => normalisedEntropy([...labelShares(cells, labels).values()], classes));
    if (values.length === 0) return absent(context, 'empty');
    const value = mean(values);
    const config = {
      classes,
      otherClass: outside.has(OTHER),
      ...(outside.has(REFUSAL) ? { refusalClass: true } : {}),
    };
    return present(context, value, {
      n: values.length,
      of: 'cases',
      ...rateInterval(value, values, context),
      config,
    });
  },
};

export const OTHER = '<OTHER>';

/** Its label; refusals are a class of their own, and what else is no label counts together. */
function labelClass(output: Answer, labels: readonly string[]): string {
  const own = answerClass(output);
  return labels.includes(own) || own === REFUSAL ? own : OTHER;
}

/** Each wording weighs the same, however often it was asked. */
export function labelShares(
  cells: readonly (readonly Answer[])[],
  labels: readonly string[],
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const cell of cells) {
    for (const output of cell) {
      const label = labelClass(output, labels);
      shares.set(label, (shares.get(label) ?? 0) + 1 / (cell.length * cells.length));
    }
  }
  return shares;
}

/** In [0,1]; probabilities that are missing are 0. */
export function normalisedEntropy(probabilities: readonly number[], classes: number): number {
  const entropy = probabilities.reduce((total, p) => total - (p > 0 ? p * Math.log(p) : 0), 0);
  return Math.max(0, entropy / Math.log(classes));
}
