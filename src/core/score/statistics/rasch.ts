/** Accuracy of many groups from part of their cells (Maia Polo et al., PromptEval, NeurIPS 2024; METRICS 6). */

import { mean } from '../../numbers/describe.js';

/** `[group][item]`, each in [0,1]; null was not observed. */
export type Observed = readonly (readonly (number | null)[])[];

export interface RaschFit {
  /** Logit of a cell: `groups[i] + items[j]`; the last item is 0. */
  readonly groups: readonly number[];
  readonly items: readonly number[];
}

/** Prior variance of every parameter. */
const C = 100;
const MAX_STEPS = 100;
const STEP_ENDS = 1e-9;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Logistic regression on which group and which item, with a normal prior of variance 100: Newton's method, each step
 * solved on the groups alone after the items are eliminated, so that it costs groups² × items.
 */
export function fitRasch(observed: Observed): RaschFit {
  const groups = observed.map(() => 0);
  const items = (observed[0] ?? []).map(() => 0);
  for (let step = 0; step < MAX_STEPS; step++) {
    const change = newtonStep(observed, groups, items);
    change.groups.forEach((by, i) => (groups[i] = (groups[i] as number) - by));
    change.items.forEach((by, j) => (items[j] = (items[j] as number) - by));
    const largest = Math.max(...[...change.groups, ...change.items].map(Math.abs));
    if (largest < STEP_ENDS) break;
  }
  return { groups, items };
}

function newtonStep(
  observed: Observed,
  groups: readonly number[],
  items: readonly number[],
): { groups: number[]; items: number[] } {
  const free = items.length - 1;
  const gradientGroups = groups.map((value) => value / C);
  const gradientItems = items.map((value) => value / C);
  const diagonalGroups = groups.map(() => 1 / C);
  const diagonalItems = items.map(() => 1 / C);
  const weights = observed.map((row, i) =>
    row.map((label, j) => {
      if (label === null) return 0;
      const p = sigmoid((groups[i] as number) + (items[j] as number));
      const weight = p * (1 - p);
      gradientGroups[i] = (gradientGroups[i] as number) + p - label;
      gradientItems[j] = (gradientItems[j] as number) + p - label;
      diagonalGroups[i] = (diagonalGroups[i] as number) + weight;
      diagonalItems[j] = (diagonalItems[j] as number) + weight;
      return weight;
    }),
  );
  const right = [...gradientGroups];
  const matrix = diagonalGroups.map((value, i) =>
    Float64Array.from({ length: groups.length }, (_, other) => (other === i ? value : 0)),
  );
  for (let j = 0; j < free; j++) {
    const scale = 1 / (diagonalItems[j] as number);
    for (let i = 0; i < groups.length; i++) {
      const own = (weights[i]?.[j] as number) * scale;
      if (own === 0) continue;
      right[i] = (right[i] as number) - own * (gradientItems[j] as number);
      const row = matrix[i] as Float64Array;
      for (let other = 0; other < groups.length; other++) {
        row[other] = (row[other] as number) - own * (weights[other]?.[j] as number);
      }
    }
  }
  const byGroup = solve(matrix, right);
  const byItem = items.map((_, j) => {
    if (j === free) return 0;
    const shared = byGroup.reduce((total, by, i) => total + by * (weights[i]?.[j] as number), 0);
    return ((gradientItems[j] as number) - shared) / (diagonalItems[j] as number);
  });
  return { groups: byGroup, items: byItem };
}

/** Gaussian elimination of a symmetric positive definite system; overwrites both. */
function solve(matrix: readonly Float64Array[], right: number[]): number[] {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const top = matrix[pivot] as Float64Array;
    for (let row = pivot + 1; row < size; row++) {
      const own = matrix[row] as Float64Array;
      const factor = (own[pivot] as number) / (top[pivot] as number);
      if (factor === 0) continue;
      for (let column = pivot; column < size; column++) {
        own[column] = (own[column] as number) - factor * (top[column] as number);
      }
      right[row] = (right[row] as number) - factor * (right[pivot] as number);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    const own = matrix[row] as Float64Array;
    let rest = right[row] as number;
    for (let column = row + 1; column < size; column++) {
      rest -= (own[column] as number) * (result[column] as number);
    }
    result[row] = rest / (own[row] as number);
  }
  return result;
}

/** Each group's accuracy: what was observed as it is, the rest as the fit expects it. */
export function groupAccuracies(observed: Observed, { groups, items }: RaschFit): number[] {
  return observed.map((row, i) =>
    mean(row.map((label, j) => label ?? sigmoid((groups[i] as number) + (items[j] as number)))),
  );
}

/** Means drawn towards ½ by one success and one failure: for cells that are all alike, to which no model can be fitted. */
export const shrunkMeans = (observed: Observed): number[] =>
  observed.map((row) => {
    const known = row.filter((label) => label !== null);
    return (known.reduce((total, label) => total + label, 0) + 1) / (known.length + 2);
  });
