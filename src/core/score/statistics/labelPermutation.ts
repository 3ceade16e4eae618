/**
 * Whether an excess goes with some of the groups (METRICS 12.7a). The labels of the groups are permuted inside each instance,
 * every group with all its members, and what the labels leave of the excess is compared with what they leave then.
 */

import { shuffleInPlace, type Random } from '../../numbers/random.js';
import { sumBetween } from './energy.js';
import type { Instance } from './permutation.js';
import { seedOf, streamOf } from './permutationStream.js';
import { addUp, type AddUp } from './totals.js';

const DRAWS = 2000;
/** What is left counts as equal but for rounding. */
const TOLERANCE = 1e-9;

export interface LabelTest {
  /** One-sided p of each set of labels, alone. */
  readonly p: readonly number[];
  /** The same held against the best of all sets in each draw: whatever their number, one false finding is unlikely. */
  readonly pOfBest: readonly number[];
}

/**
 * Tests sets of labels: `[0]` is the first group alone. Every instance must have a member in every group, and each set must
 * leave two groups. `silent`: repeats of a group do not differ, whether they were made or not. p are in (0,1]; 1 without
 * instances. `sum` may keep the sums of an instance's permutations.
 */
export function labelTest(
  instances: readonly Instance[],
  sets: readonly (readonly number[])[],
  { random, silent, sum = addUp }: { random: Random; silent: boolean; sum?: AddUp<Instance> },
): LabelTest {
  const seed = seedOf(random);
  const totals = sum(instances, sets.length * (DRAWS + 1), (instance, all) => {
    const { groups, left } = groupDistances(instance, silent);
    // Nothing differs: nothing can be left.
    if (left === null) return;
    const stream = streamOf(seed, instance.id);
    const order = Int32Array.from({ length: groups }, (_, group) => group);
    // The first of the draws is what was observed.
    for (let draw = 0; draw <= DRAWS; draw++) {
      if (draw > 0) shuffleInPlace(order, stream);
      for (let set = 0; set < sets.length; set++) {
        const at = set * (DRAWS + 1) + draw;
        all[at] = (all[at] as number) + left(order, sets[set] as readonly number[]);
      }
    }
  });
  const leftBy = sets.map((_, set) => totals.subarray(set * (DRAWS + 1), (set + 1) * (DRAWS + 1)));
  const least = Float64Array.from({ length: DRAWS + 1 }, (_, draw) =>
    Math.min(...leftBy.map((each) => each[draw] as number)),
  );
  const pAgainst = (draws: (own: Float64Array) => Float64Array) =>
    leftBy.map((own) => shareUpTo(own[0] as number, draws(own)));
  return { p: pAgainst((own) => own), pOfBest: pAgainst(() => least) };
}

/** (1 + draws that leave no more) / (1 + draws). */
function shareUpTo(observed: number, draws: Float64Array): number {
  let extreme = 0;
  for (let draw = 1; draw <= DRAWS; draw++)
    if ((draws[draw] as number) <= observed + TOLERANCE) extreme += 1;
  return (1 + extreme) / (1 + DRAWS);
}

interface GroupDistances {
  readonly groups: number;
  /**
   * The excess without the groups that have these labels when label l stands at group `order[l]`; null where no two members
   * differ.
   */
  readonly left: ((order: Int32Array, labels: readonly number[]) => number) | null;
}

function groupDistances({ matrix, groups }: Instance, silent: boolean): GroupDistances {
  const count = groups.length;
  const between = new Float64Array(count * count);
  const toOthers = new Float64Array(count);
  // NaN: a group without two members says nothing of the noise.
  const inside = Float64Array.from(groups, (own) => (silent ? 0 : meanOver(matrix, own, own)));
  let cross = 0;
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const distance = meanOver(matrix, groups[a] ?? [], groups[b] ?? []);
      between[a * count + b] = between[b * count + a] = distance;
      toOthers[a] = (toOthers[a] as number) + distance;
      toOthers[b] = (toOthers[b] as number) + distance;
      cross += distance;
    }
  }
  const known = inside.filter((each) => !Number.isNaN(each));
  const within = known.reduce((total, each) => total + each, 0);
  const left = (order: Int32Array, labels: readonly number[]) => {
    const kept = count - labels.length;
    let [pairs, noise, noisy] = [cross, within, known.length];
    for (let at = 0; at < labels.length; at++) {
      const group = order[labels[at] as number] as number;
      pairs -= toOthers[group] as number;
      // Taken away twice: once with each of the two.
      for (let before = 0; before < at; before++)
        pairs += between[group * count + (order[labels[before] as number] as number)] as number;
      const own = inside[group] as number;
      if (Number.isNaN(own)) continue;
      noise -= own;
      noisy -= 1;
    }
    const floor = noisy > 0 ? noise / noisy : known.length > 0 ? within / known.length : 0;
    return pairs / ((kept * (kept - 1)) / 2) - floor;
  };
  return { groups: count, left: cross === 0 && within === 0 ? null : left };
}

/** Mean distance of two different members; NaN where there is no such pair. */
function meanOver(
  matrix: Instance['matrix'],
  some: readonly number[],
  others: readonly number[],
): number {
  const own = some === others ? some.length : 0;
  return sumBetween(matrix, some, others) / (some.length * others.length - own);
}
