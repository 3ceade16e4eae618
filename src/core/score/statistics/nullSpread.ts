/** The spread of group means under the null hypothesis that the groups do not differ. */

import { shuffleInPlace, type Random } from '../../numbers/random.js';
import { seedOf, streamOf, type Stream } from './permutationStream.js';
import { addUp, type AddUp } from './totals.js';

const SPREAD_DRAWS = 500;

/** Values of each group of one instance. */
export interface GroupedValues {
  readonly id: string;
  readonly groups: readonly (readonly number[])[];
}

/**
 * The expected spread (best minus worst group mean) under the null hypothesis: its mean over random reassignments of each
 * instance's values to its groups. A group's mean is that of its instances' means. `sum` may keep the sums of an instance's
 * permutations.
 */
export function nullSpread<T extends GroupedValues>(
  instances: readonly T[],
  random: Random,
  sum: AddUp<T> = addUp,
): number {
  const groups = instances[0]?.groups.length ?? 0;
  const counts = Array.from(
    { length: groups },
    (_, group) => instances.filter((each) => (each.groups[group]?.length ?? 0) > 0).length,
  );
  const seed = seedOf(random);
  const sums = sum(instances, SPREAD_DRAWS * groups, (instance, all) =>
    addPermutedMeans(instance.groups, streamOf(seed, instance.id), all),
  );
  let total = 0;
  for (let draw = 0; draw < SPREAD_DRAWS; draw++) {
    const means = counts.flatMap((count, group) =>
      count === 0 ? [] : [(sums[draw * groups + group] as number) / count],
    );
    total += Math.max(...means) - Math.min(...means);
  }
  return total / SPREAD_DRAWS;
}

/** Deals the values to the groups again and again, and adds each group's mean to the draw's place for it. */
function addPermutedMeans(
  groups: GroupedValues['groups'],
  stream: Stream,
  all: Float64Array,
): void {
  const values = groups.flat();
  const permuted = Int32Array.from(values, (_, index) => index);
  for (let draw = 0; draw < all.length / groups.length; draw++) {
    shuffleInPlace(permuted, stream);
    let at = 0;
    groups.forEach(({ length }, group) => {
      if (length === 0) return;
      let inGroup = 0;
      for (const end = at + length; at < end; at++)
        inGroup += values[permuted[at] as number] as number;
      const place = draw * groups.length + group;
      all[place] = (all[place] as number) + inGroup / length;
    });
  }
}
