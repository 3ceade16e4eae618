/** Intervals of statistics that are too dear, or too jagged, to be resampled thousands of times. */

import { studentQuantile } from './beta.js';
import { mean } from '../../numbers/describe.js';

/** As many groups as this, or one for each instance where there are fewer. */
const MAX_GROUPS = 20;
const MIN_GROUPS = 8;

/** Instances assigned at random to groups of equal size, give or take one: the group of each. `order`: 0…n−1, shuffled. */
export function groupsOf(order: readonly number[]): { groupOf: Int32Array; groups: number } {
  const groups = Math.min(order.length, MAX_GROUPS);
  const groupOf = new Int32Array(order.length);
  order.forEach((instance, place) => (groupOf[instance] = place % groups));
  return { groupOf, groups };
}

/**
 * 95 % interval in [0,1] by the delete-a-group jackknife (Kott 2001) with Student's t: `leftOut` is the statistic without each
 * group, null where it does not exist. Null below eight groups, and where leaving out any of them changes nothing.
 */
export function jackknifeInterval(
  value: number,
  leftOut: readonly (number | null)[],
): readonly [number, number] | null {
  const known = leftOut.flatMap((each) => each ?? []);
  const groups = known.length;
  if (groups < MIN_GROUPS) return null;
  const centre = mean(known);
  const squares = known.reduce((total, each) => total + (each - centre) ** 2, 0);
  const half = studentQuantile(0.975, groups - 1) * Math.sqrt(((groups - 1) / groups) * squares);
  return half === 0 ? null : [Math.max(0, value - half), Math.min(1, value + half)];
}
