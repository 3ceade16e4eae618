import type { Answer } from '../../answers/answer.js';
import { meanOrNull, mean } from '../../numbers/describe.js';
import {
  absent,
  perCase,
  present,
  rateInterval,
  type Metric,
  type MetricContext,
} from './metric.js';

/** Mean score over all outputs, in [0,1]; beside it without unreadable and without cut answers. */
export const accuracy: Metric = {
  id: 'accuracy',
  score: (context) => accuracyOver(context, () => true),
};

/** The original wording's alone: what users have today. */
export const originalAccuracy: Metric = {
  id: 'accuracy.original',
  score: (context) => accuracyOver(context, ({ variant }) => variant === context.scope.original),
};

function accuracyOver(context: MetricContext, counts: (output: Answer) => boolean) {
  const { values, all } = perCase(context, (output) => (counts(output) ? output.score : null));
  if (all.length === 0) return absent(context, 'no-gold');
  const value = mean(all);
  const scored = context.outputs.filter((output) => counts(output) && output.score !== null);
  const without = (left: (output: Answer) => boolean) =>
    meanOrNull(scored.filter((output) => !left(output)).map(({ score }) => score as number));
  return present(context, value, {
    n: all.length,
    of: 'answers',
    ...rateInterval(value, values, context),
    readableOnly: without(({ answer }) => answer === null),
    untruncatedOnly: without(({ truncated }) => truncated),
  });
}
