/**
 * How far apart outputs of different groups are, against outputs of the same group: the energy statistic of Székely and
 * Rizzo (2013). Groups are the variants of one case, their members its repeats.
 */

/** Symmetric distances of n kinds of items as n × n values, row by row; 0 between items of one kind. */
export interface DistanceMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** Items that are alike share a row, so that many repeats of few answers take little. */
export interface Distances {
  readonly matrix: DistanceMatrix;
  /** The row of each item. */
  readonly rows: readonly number[];
}

/** Distances of items that are alike where they have the same key; `distance` is then 0. */
export function distancesOf<T>(
  items: readonly T[],
  keyOf: (item: T) => unknown,
  distance: (a: T, b: T) => number,
): Distances {
  const kinds: T[] = [];
  const rowOf = new Map<unknown, number>();
  const rows = items.map((item) => {
    const key = keyOf(item);
    const row = rowOf.get(key) ?? kinds.push(item) - 1;
    rowOf.set(key, row);
    return row;
  });
  return { matrix: distanceMatrix(kinds, distance), rows };
}

export interface Energy {
  /** Mean distance of two members of different groups, mean over pairs of groups; null with fewer than two groups. */
  readonly cross: number | null;
  /** Mean distance of two members of a group, mean over groups with two and more; null where there is none. */
  readonly within: number | null;
}

export function distanceMatrix<T>(
  items: readonly T[],
  distance: (a: T, b: T) => number,
): DistanceMatrix {
  const size = items.length;
  const values = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const between = distance(items[a] as T, items[b] as T);
      values[a * size + b] = between;
      values[b * size + a] = between;
    }
  }
  return { size, values };
}

/** Groups hold the rows of their members in the matrix; empty ones do not count. */
export function energyOf(matrix: DistanceMatrix, groups: readonly (readonly number[])[]): Energy {
  const filled = groups.filter((group) => group.length > 0);
  return { cross: crossMean(matrix, filled), within: withinMean(matrix, filled) };
}

function crossMean(matrix: DistanceMatrix, groups: readonly (readonly number[])[]): number | null {
  if (groups.length < 2) return null;
  // Items of one kind: most cases of most runs.
  if (matrix.size === 1) return 0;
  let total = 0;
  for (let v = 0; v < groups.length; v++) {
    for (let w = v + 1; w < groups.length; w++) {
      const [first, second] = [groups[v] as readonly number[], groups[w] as readonly number[]];
      total += sumBetween(matrix, first, second) / (first.length * second.length);
    }
  }
  return total / ((groups.length * (groups.length - 1)) / 2);
}

function withinMean(matrix: DistanceMatrix, groups: readonly (readonly number[])[]): number | null {
  let total = 0;
  let counted = 0;
  for (const own of groups) {
    if (own.length < 2) continue;
    total += sumBetween(matrix, own, own) / (own.length * (own.length - 1));
    counted += 1;
  }
  return counted === 0 ? null : total / counted;
}

/** Sum of the distances of every member of one group to every member of the other. */
export function sumBetween(
  matrix: DistanceMatrix,
  some: readonly number[],
  others: readonly number[],
): number {
  const { size, values } = matrix;
  if (some.length * others.length > size * size + some.length + others.length)
    return sumByCounts(matrix, countsOf(some, size), countsOf(others, size));
  let total = 0;
  for (const a of some) for (const b of others) total += values[a * size + b] as number;
  return total;
}

/** How many members stand at each row of a matrix. */
export function countsOf(members: ArrayLike<number>, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let at = 0; at < members.length; at++) {
    const row = members[at] as number;
    counts[row] = (counts[row] as number) + 1;
  }
  return counts;
}

/** The same as `sumBetween`, of counts by row. */
export function sumByCounts(
  { size, values }: DistanceMatrix,
  some: Float64Array,
  others: Float64Array,
): number {
  let total = 0;
  for (let a = 0; a < size; a++) {
    const count = some[a] as number;
    if (count === 0) continue;
    let row = 0;
    for (let b = 0; b < size; b++) row += (values[a * size + b] as number) * (others[b] as number);
    total += count * row;
  }
  return total;
}

/** The largest mean pair difference that n numbers in [0,1] can have: half of them 0, half 1. 0 where there is no pair. */
export function largestMeanDifference(n: number): number {
  if (n < 2) return 0;
  return (Math.floor(n / 2) * Math.ceil(n / 2)) / ((n * (n - 1)) / 2);
}
