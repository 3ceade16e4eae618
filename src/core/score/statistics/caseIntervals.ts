/** 95 % intervals of a mean over cases, where few cases or cases that are all alike would fool the bootstrap (METRICS 12.5). */

import type { Random } from '../../numbers/random.js';
import { bootstrapMean } from './bootstrap.js';
import { mean } from '../../numbers/describe.js';
import { largestMeanDifference } from './energy.js';
import { wilson } from './wilson.js';

export interface CaseInterval {
  readonly ci: readonly [number, number];
  readonly ciMethod: 'bca' | 'percentile' | 'wilson' | 'degenerate';
}

/** The largest share of cases that would show none among `n` with probability .025, in (0,1). */
export const unseenShare = (n: number): number => 1 - 0.025 ** (1 / n);

/** Cases without any movement that it takes to rule out an effect above `limit` between `groups` groups; groups ≥ 2. */
export const casesToRuleOut = (limit: number, groups: number): number =>
  Math.ceil(Math.log(0.025) / Math.log(1 - limit / largestMeanDifference(groups)));

/** Cases without one that differs, from which on what they can have missed lies inside ±`margin`; margin in (0,1). */
export const casesForMargin = (margin: number): number =>
  Math.floor(Math.log(0.025) / Math.log(1 - margin)) + 1;

/** But for rounding. */
const areAlike = (values: readonly number[]) =>
  values.every((each) => Math.abs(each - (values[0] ?? 0)) < 1e-9);

/**
 * Of a mean of one rate in [0,1] per case, at least one: bootstrap over cases; where that has nothing to go by (few cases,
 * or all alike), Wilson with the number of cases, since outputs of one case are not independent. `value` may weigh the cases.
 */
export function rateInterval(
  perCase: readonly number[],
  random: Random,
  value = mean(perCase),
): CaseInterval {
  const interval = areAlike(perCase) ? null : bootstrapMean(perCase, random);
  if (interval) return { ci: interval.ci, ciMethod: interval.method };
  return { ci: wilson(value * perCase.length, perCase.length), ciMethod: 'wilson' };
}

/**
 * Of a mean effect between `groups` groups; null below eight cases. An effect made of rare large movements may have shown
 * few of them yet: the upper end is never below the largest effect that would show nothing in this many cases with
 * probability .025, so that one moved case of sixteen does not read better than none. When all cases are alike the bootstrap
 * has no width, and the lower end is what would be left if the share of cases that may not have been seen did not move.
 */
export function effectInterval(
  perCase: readonly number[],
  groups: number,
  random: Random,
): CaseInterval | null {
  const interval = bootstrapMean(perCase, random);
  if (!interval) return null;
  const unseen = largestMeanDifference(groups) * unseenShare(perCase.length);
  if (areAlike(perCase)) {
    const value = perCase[0] as number;
    const low = Math.min(value, value * (1 - unseenShare(perCase.length)));
    return { ci: [low, Math.max(value, unseen)], ciMethod: 'degenerate' };
  }
  const [low, high] = interval.ci;
  return { ci: [low, Math.max(high, unseen)], ciMethod: interval.method };
}
