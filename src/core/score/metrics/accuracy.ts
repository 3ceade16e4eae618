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

/** Mean score over cases, in [0,1], each cell counting once; beside it without unreadable and without cut answers. */
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
  const over = (counted: (output: Answer) => boolean) =>
    perCase(context, (output) => (counts(output) && counted(output) ? output.score : null));
  const { values, answers } = over(() => true);
  if (answers === 0) return absent(context, 'no-gold');
  const value = mean(values);
  const without = (left: (output: Answer) => boolean) =>
    context.outputs.some(left) ? meanOrNull(over((output) => !left(output)).values) : value;
  return present(context, value, {
    n: answers,
    of: 'answers',
    ...rateInterval(value, values, context),
    readableOnly: without(({ answer }) => answer === null),
    untruncatedOnly: without(({ truncated }) => truncated),
  });
}
