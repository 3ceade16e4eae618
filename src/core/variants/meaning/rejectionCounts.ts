import { list } from '../../text/list.js';
import type { Rejection } from '../variant.js';

/** How many were rejected at each step of the meaning check, in the order the steps were first met. */
export const stepCounts = (
  rejections: readonly Pick<Rejection, 'step'>[],
): (readonly [string, number])[] =>
  [...Map.groupBy(rejections, ({ step }) => step)].map(([step, own]) => [step, own.length]);

/** `2 at invariants and 1 at requirements` */
export const stepsText = (rejections: readonly Pick<Rejection, 'step'>[]): string =>
  list(stepCounts(rejections).map(([step, count]) => `${count} at ${step}`));
