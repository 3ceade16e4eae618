/**
 * Stratified permutation test of the excess. The members of each instance are reassigned to its groups, and the observed mean
 * excess (cross minus within) is compared with that of every reassignment: all of them where they are few, else a sample.
 */

import { shuffleInPlace, type Random } from '../../numbers/random.js';
import { seedOf, streamOf, type Stream } from './permutationStream.js';
import { countsOf, energyOf, sumByCounts, type DistanceMatrix } from './energy.js';
import { addUp, type AddUp } from './totals.js';

export interface Instance extends Arrangement {
  /** Different for each: it seeds the instance's own permutations. */
  readonly id: string;
}

interface Arrangement {
  readonly matrix: DistanceMatrix;
  /** The rows of the members of each group in the matrix; groups may be of different sizes, or empty. */
  readonly groups: readonly (readonly number[])[];
}

const EXACT_UP_TO = 100_000;
const DRAWS = 2000;
/** Very large grids with missing cells are drawn less often: enough for p to two digits. */
const MIN_DRAWS = 200;
const PAIRS_IN_TIME = 100_000_000;
/** Permutations whose excess equals the observed one but for rounding count as equal. */
const TOLERANCE = 1e-12;

/**
 * One-sided p of the mean excess. Every instance must have both parts: two groups, and one of two and more members.
 * Null without instances. `sum` may keep the sums of an instance's permutations.
 */
export function permutationP(
  instances: readonly Instance[],
  random: Random,
  sum: AddUp<Instance> = addUp,
): number | null {
  if (instances.length === 0) return null;
  const observed = instances.reduce((total, instance) => total + excessOf(instance), 0);
  const counts = instances.map(arrangements);
  const all = counts.reduce((product, count) => product * count, 1);
  return all <= EXACT_UP_TO
    ? exactP(instances, observed)
    : drawnP(instances, { observed, random, sum });
}

function excessOf({ matrix, groups }: Arrangement): number {
  const { cross, within } = energyOf(matrix, groups);
  return (cross ?? 0) - (within ?? 0);
}

/** In how many ways the members can be assigned to groups of these sizes. */
function arrangements({ groups }: Arrangement): number {
  let placed = 0;
  let ways = 1;
  for (const { length } of groups) {
    for (let member = 1; member <= length; member++) {
      placed += 1;
      ways = (ways * placed) / member;
    }
  }
  return Math.round(ways);
}

function exactP(instances: readonly Instance[], observed: number): number {
  const excesses = instances.map((instance) => Array.from(permutations(instance), excessOf));
  let extreme = 0;
  let all = 0;
  const combine = (at: number, total: number): void => {
    const own = excesses[at];
    if (!own) {
      all += 1;
      if (total >= observed - TOLERANCE) extreme += 1;
      return;
    }
    for (const excess of own) combine(at + 1, total + excess);
  };
  combine(0, 0);
  return extreme / all;
}

/** Every assignment of an instance's members to its groups. One object is reused for all: read it before the next. */
function* permutations({ matrix, groups }: Arrangement): Generator<Arrangement> {
  const members = groups.flat();
  const sizes = groups.map(({ length }) => length);
  const assigned: number[][] = groups.map(() => []);
  function* assign(at: number): Generator<Arrangement> {
    const member = members[at];
    if (member === undefined) {
      yield { matrix, groups: assigned };
      return;
    }
    for (const [index, group] of assigned.entries()) {
      if (group.length === sizes[index]) continue;
      group.push(member);
      yield* assign(at + 1);
      group.pop();
    }
  }
  yield* assign(0);
}

function drawnP(
  instances: readonly Instance[],
  { observed, random, sum }: { observed: number; random: Random; sum: AddUp<Instance> },
): number {
  const pairs = instances
    .filter((each) => !isBalanced(each))
    .reduce((total, instance) => total + Math.min(...costsOf(instance)), 0);
  const draws = Math.max(
    MIN_DRAWS,
    Math.min(DRAWS, Math.floor(PAIRS_IN_TIME / Math.max(1, pairs))),
  );
  const seed = seedOf(random);
  const totals = sum(instances, draws, (instance, all) => {
    const excessOfDraw = excessDrawer(instance);
    const stream = streamOf(seed, instance.id);
    for (let draw = 0; draw < all.length; draw++)
      all[draw] = (all[draw] as number) + excessOfDraw(stream);
  });
  const extreme = totals.filter((total) => total >= observed - TOLERANCE).length;
  return (1 + extreme) / (1 + draws);
}

function isBalanced({ groups }: Arrangement): boolean {
  const sizes = new Set(groups.flatMap(({ length }) => (length > 0 ? [length] : [])));
  return sizes.size === 1 && !sizes.has(1);
}

/** Deals one instance at random and returns its excess. */
function excessDrawer(instance: Arrangement): (stream: Stream) => number {
  const { matrix, groups } = instance;
  const filled = groups.filter(({ length }) => length > 0);
  const members = Int32Array.from(filled.flat());
  if (isBalanced(instance)) {
    const size = filled[0]?.length ?? 0;
    return balancedDealer(matrix, members, { groups: filled.length, size });
  }
  const sizes = filled.map(({ length }) => length);
  const [byPairs, byCounts] = costsOf(instance);
  return byCounts < byPairs
    ? countingDealer(matrix, members, sizes)
    : raggedDealer(matrix, members, sizes);
}

/** Steps of a draw: over all pairs of members, and over all pairs of rows that members stand at. */
function costsOf({ matrix, groups }: Arrangement): readonly [byPairs: number, byCounts: number] {
  const members = groups.reduce((sum, { length }) => sum + length, 0);
  return [
    members ** 2,
    2 * (groups.length * matrix.size * (matrix.size + groups.length) + members),
  ];
}

/** The same excess from how many members of each group stand at each row: for many members that are alike. */
function countingDealer(
  matrix: DistanceMatrix,
  members: Int32Array,
  sizes: readonly number[],
): (stream: Stream) => number {
  const weightOf = pairWeights(sizes);
  return (stream) => {
    shuffleInPlace(members, stream);
    let start = 0;
    const counts = sizes.map((size) =>
      countsOf(members.subarray(start, (start += size)), matrix.size),
    );
    let excess = 0;
    counts.forEach((own, a) => {
      for (let b = a; b < counts.length; b++) {
        const sum = sumByCounts(matrix, own, counts[b] as Float64Array);
        // Inside a group every pair was met from both sides.
        excess += weightOf(a, b) * (a === b ? sum / 2 : sum);
      }
    });
    return excess;
  };
}

/** Every pair of places has its weight in the excess, whichever member is there: computed once, for groups of any sizes. */
function raggedDealer(
  { size: n, values }: DistanceMatrix,
  members: Int32Array,
  sizes: readonly number[],
): (stream: Stream) => number {
  const weightOf = pairWeights(sizes);
  const groupOf = Int32Array.from(sizes.flatMap((size, group) => Array<number>(size).fill(group)));
  const weights = Float64Array.from({ length: sizes.length ** 2 }, (_, at) =>
    weightOf(Math.floor(at / sizes.length), at % sizes.length),
  );
  const places = members.length;
  return (stream) => {
    shuffleInPlace(members, stream);
    let excess = 0;
    for (let a = 0; a < places; a++) {
      const row = (members[a] as number) * n;
      const own = (groupOf[a] as number) * sizes.length;
      for (let b = a + 1; b < places; b++) {
        excess +=
          (weights[own + (groupOf[b] as number)] as number) *
          (values[row + (members[b] as number)] as number);
      }
    }
    return excess;
  };
}

/** What the distance of two members counts in the excess, by their groups. */
function pairWeights(sizes: readonly number[]): (group: number, other: number) => number {
  const groupPairs = (sizes.length * (sizes.length - 1)) / 2;
  const repeated = sizes.filter((size) => size > 1).length;
  return (group, other) => {
    const [own, others] = [sizes[group] as number, sizes[other] as number];
    // A group of one has no pairs.
    if (group === other) return own < 2 ? 0 : -2 / (own * (own - 1) * repeated);
    return 1 / (own * others * groupPairs);
  };
}

/** With equal groups the sum of all distances is fixed, so that the distances within the groups tell everything. */
function balancedDealer(
  matrix: DistanceMatrix,
  members: Int32Array,
  { groups, size }: { groups: number; size: number },
): (stream: Stream) => number {
  const { size: n, values } = matrix;
  const counts = countsOf(members, n);
  const all = sumByCounts(matrix, counts, counts) / 2;
  const crossPairs = ((groups * (groups - 1)) / 2) * size * size;
  const withinPairs = groups * ((size * (size - 1)) / 2);
  const excessAt = (within: number) => (all - within) / crossPairs - within / withinPairs;
  // All members alike: however they are permuted, nothing differs.
  if (all === 0) return () => 0;
  const sides = twoSides(matrix, members, counts);
  if (sides) {
    return (stream) => {
      shuffleInPlace(sides.members, stream);
      return excessAt(sides.distance * unlikePairs(sides.members, size));
    };
  }
  if (2 * n * n + size < (size * size) / 2) {
    return (stream) => {
      shuffleInPlace(members, stream);
      let within = 0;
      for (let start = 0; start < members.length; start += size) {
        const own = countsOf(members.subarray(start, start + size), n);
        within += sumByCounts(matrix, own, own) / 2;
      }
      return excessAt(within);
    };
  }
  return (stream) => {
    shuffleInPlace(members, stream);
    let within = 0;
    for (let start = 0; start < members.length; start += size) {
      for (let a = start; a < start + size; a++) {
        const row = (members[a] as number) * n;
        for (let b = a + 1; b < start + size; b++)
          within += values[row + (members[b] as number)] as number;
      }
    }
    return excessAt(within);
  };
}

/** Members that are all like the first or at one distance from it, as right and wrong answers are: 0 or 1 each. */
function twoSides(
  { size: n, values }: DistanceMatrix,
  members: Int32Array,
  counts: Float64Array,
): { members: Int32Array; distance: number } | null {
  const first = members[0] as number;
  const sideOf = new Int32Array(n);
  let distance = 0;
  for (let row = 0; row < n; row++) {
    const toFirst = values[first * n + row] as number;
    if (toFirst === 0 || counts[row] === 0) continue;
    sideOf[row] = 1;
    if (distance === 0) distance = toFirst;
  }
  for (let a = 0; a < n; a++) {
    if (counts[a] === 0) continue;
    for (let b = a + 1; b < n; b++) {
      const expected = sideOf[a] === sideOf[b] ? 0 : distance;
      if (counts[b] !== 0 && values[a * n + b] !== expected) return null;
    }
  }
  return { members: members.map((row) => sideOf[row] as number), distance };
}

/** Pairs inside the groups whose members stand on different sides. */
function unlikePairs(sides: Int32Array, size: number): number {
  let pairs = 0;
  for (let start = 0; start < sides.length; start += size) {
    let ones = 0;
    for (let at = start; at < start + size; at++) ones += sides[at] as number;
    pairs += ones * (size - ones);
  }
  return pairs;
}
