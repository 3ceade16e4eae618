/** Bootstrap over instances and groups at once: for saying something of groups that were not measured (METRICS 12.5). */

import type { Random } from '../../random.js';
import { quantile } from './describe.js';
import { DRAWS, FEWEST_CASES } from './bootstrap.js';

/**
 * Mean pair distance of the drawn groups, corrected. A group drawn twice has the distance 0 to itself, which makes the mean
 * of draws (P − 1) / P of the true one: hence the factor P / (P − 1). `distances` is P × P, row by row.
 */
export function correctedPairMean(distances: ArrayLike<number>, drawn: ArrayLike<number>): number {
  const groups = drawn.length;
  let total = 0;
  for (let v = 0; v < groups; v++) {
    const row = (drawn[v] as number) * groups;
    for (let w = v + 1; w < groups; w++) total += distances[row + (drawn[w] as number)] as number;
  }
  return (total / ((groups * (groups - 1)) / 2)) * (groups / (groups - 1));
}

/**
 * 95 % percentile interval of the mean pair distance, instances and groups drawn anew. Each instance is a P × P matrix of
 * mean distances between groups, all of the same P ≥ 2; null below eight instances.
 */
export function twoWayBootstrap(
  instances: readonly ArrayLike<number>[],
  groups: number,
  random: Random,
): [number, number] | null {
  const n = instances.length;
  if (n < FEWEST_CASES || groups < 2) return null;
  const drawnGroups = new Int32Array(groups);
  const draws = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let v = 0; v < groups; v++) drawnGroups[v] = random.int(groups);
    let total = 0;
    for (let i = 0; i < n; i++) {
      total += correctedPairMean(instances[random.int(n)] as ArrayLike<number>, drawnGroups);
    }
    draws[draw] = total / n;
  }
  draws.sort();
  return [quantile(draws, 0.025), quantile(draws, 0.975)];
}
