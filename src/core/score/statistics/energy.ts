/**
 * How far apart outputs of different groups are, against outputs of the same group: the energy statistic of Székely and
 * Rizzo (2013). Groups are the variants of one case, their members its repeats.
 */

/** Symmetric distances of n items as n × n values, row by row. */
export interface DistanceMatrix {
  readonly size: number;
  readonly values: Float64Array;
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

/** Groups hold the indices of their members; empty ones do not count. */
export function energyOf(matrix: DistanceMatrix, groups: readonly (readonly number[])[]): Energy {
  const filled = groups.filter((group) => group.length > 0);
  return { cross: crossMean(matrix, filled), within: withinMean(matrix, filled) };
}

function crossMean(
  { size, values }: DistanceMatrix,
  groups: readonly (readonly number[])[],
): number | null {
  if (groups.length < 2) return null;
  let total = 0;
  for (let v = 0; v < groups.length; v++) {
    for (let w = v + 1; w < groups.length; w++) {
      const [first, second] = [groups[v] as readonly number[], groups[w] as readonly number[]];
      let pairs = 0;
      for (const a of first) for (const b of second) pairs += values[a * size + b] as number;
      total += pairs / (first.length * second.length);
    }
  }
  return total / ((groups.length * (groups.length - 1)) / 2);
}

function withinMean(
  { size, values }: DistanceMatrix,
  groups: readonly (readonly number[])[],
): number | null {
  let total = 0;
  let counted = 0;
  for (const group of groups) {
    if (group.length < 2) continue;
    let pairs = 0;
    for (let r = 0; r < group.length; r++) {
      for (let s = r + 1; s < group.length; s++) {
        pairs += values[(group[r] as number) * size + (group[s] as number)] as number;
      }
    }
    total += pairs / ((group.length * (group.length - 1)) / 2);
    counted += 1;
  }
  return counted === 0 ? null : total / counted;
}

/** The largest mean pair difference that n numbers in [0,1] can have: half of them 0, half 1. 0 where there is no pair. */
export function largestMeanDifference(n: number): number {
  if (n < 2) return 0;
  return (Math.floor(n / 2) * Math.ceil(n / 2)) / ((n * (n - 1)) / 2);
}
