/** Which pairs of members to compare, when comparing all of them would take too long. */

import type { Random } from '../../numbers/random.js';

/** `weight`: what the pair counts in the mean; those of a list add up to 1. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** Groups hold the indices of their members. */
type Groups = readonly (readonly number[])[];

/** `most` ≥ 1: above it, so many pairs are drawn instead. */
interface Limit {
  readonly most: number;
  readonly random: Random;
}

/** Pairs of members of different groups; every pair of groups counts the same, whatever their sizes. Empty below two groups. */
export function crossPairs(groups: Groups, { most, random }: Limit): Pair[] {
  const filled = groups.filter(({ length }) => length > 0);
  const groupPairs = (filled.length * (filled.length - 1)) / 2;
  if (groupPairs === 0) return [];
  const members = filled.reduce((total, { length }) => total + length, 0);
  const squares = filled.reduce((total, { length }) => total + length * length, 0);
  if ((members * members - squares) / 2 <= most) {
    return filled.flatMap((first, v) =>
      filled.slice(v + 1).flatMap((second) => {
        const weight = 1 / (groupPairs * first.length * second.length);
        return first.flatMap((a) => second.map((b) => ({ a, b, weight })));
      }),
    );
  }
  return Array.from({ length: most }, () => {
    const [first, second] = twoOf(filled, random);
    return { a: random.pick(first), b: random.pick(second), weight: 1 / most };
  });
}

/** Pairs of members of one group; every group with two and more counts the same. Empty where there is none. */
export function withinPairs(groups: Groups, { most, random }: Limit): Pair[] {
  const repeated = groups.filter(({ length }) => length > 1);
  const pairsIn = (length: number) => (length * (length - 1)) / 2;
  if (repeated.reduce((total, { length }) => total + pairsIn(length), 0) <= most) {
    return repeated.flatMap((group) => {
      const weight = 1 / (repeated.length * pairsIn(group.length));
      return group.flatMap((a, r) => group.slice(r + 1).map((b) => ({ a, b, weight })));
    });
  }
  return Array.from({ length: most }, () => {
    const [a, b] = twoOf(random.pick(repeated), random);
    return { a, b, weight: 1 / most };
  });
}

/** Two different items; there must be two. */
function twoOf<T>(items: readonly T[], random: Random): [T, T] {
  const first = random.int(items.length);
  const other = random.int(items.length - 1);
  return [items[first] as T, items[other < first ? other : other + 1] as T];
}
