/** Bootstrap over instances and groups at once: for saying something of groups that were not measured (METRICS 12.5). */

import { fastGenerator, type Random } from '../../numbers/random.js';
import { quantile } from '../../numbers/describe.js';
import { DRAWS, MIN_CASES } from './bootstrap.js';

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
 * 95 % percentile interval of any statistic of drawn instances and drawn groups, both given as indices; null below eight
 * instances or two groups.
 */
export function twoWayInterval(
  { instances, groups }: { instances: number; groups: number },
  statistic: (instances: ArrayLike<number>, groups: ArrayLike<number>) => number,
  random: Random,
): [number, number] | null {
  if (instances < MIN_CASES || groups < 2) return null;
  const next = fastGenerator(random);
  const drawnInstances = new Int32Array(instances);
  const drawnGroups = new Int32Array(groups);
  const draws = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let at = 0; at < groups; at++) drawnGroups[at] = Math.floor(next() * groups);
    for (let at = 0; at < instances; at++) drawnInstances[at] = Math.floor(next() * instances);
    draws[draw] = statistic(drawnInstances, drawnGroups);
  }
  draws.sort();
  return [quantile(draws, 0.025), quantile(draws, 0.975)];
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
  const over = (drawn: ArrayLike<number>, drawnGroups: ArrayLike<number>) => {
    let total = 0;
    for (let at = 0; at < drawn.length; at++) {
      const distances = instances[drawn[at] as number] as ArrayLike<number>;
      total += correctedPairMean(distances, drawnGroups);
    }
    return total / drawn.length;
  };
  return twoWayInterval({ instances: instances.length, groups }, over, random);
}
