import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import {
  distanceMatrix,
  distancesOf,
  energyOf,
} from '../../../src/core/score/statistics/energy.js';
import { labelTest } from '../../../src/core/score/statistics/labelPermutation.js';
import { permutationP } from '../../../src/core/score/statistics/permutation.js';

const distance = (a: number, b: number) => Math.abs(a - b);
const itself = (value: number) => value;

/** Members by group: `cells[group]` holds their values. */
function both(cells: readonly (readonly number[])[]) {
  const items = cells.flat();
  let next = 0;
  const places = cells.map((cell) => cell.map(() => next++));
  const { matrix, rows } = distancesOf(items, itself, distance);
  const alike = { id: 'a', matrix, groups: places.map((own) => own.map((at) => rows[at] ?? 0)) };
  return { apart: { id: 'a', matrix: distanceMatrix(items, distance), groups: places }, alike };
}

/** From 0 to `kinds - 1`, scaled to [0,1]. */
function cellsOf(sizes: readonly number[], kinds: number) {
  const random = randomFrom('many repeats', kinds);
  return sizes.map((size, group) =>
    Array.from({ length: size }, () => Math.floor(random.float() ** (1 + group) * kinds) / kinds),
  );
}

describe('outputs that are alike', () => {
  it.each([
    { of: 'two kinds, groups of one size', sizes: [30, 30, 30], kinds: 2 },
    { of: 'three kinds, groups of one size', sizes: [30, 30, 30], kinds: 3 },
    { of: 'groups of different sizes', sizes: [40, 25, 1], kinds: 3 },
    { of: 'few members of many kinds', sizes: [3, 2, 2], kinds: 50 },
  ])('have the effect and the p of outputs one by one: $of', ({ sizes, kinds }) => {
    const { apart, alike } = both(cellsOf(sizes, kinds));
    expect(alike.matrix.size).toBeLessThanOrEqual(kinds);
    const [one, other] = [apart, alike].map(({ matrix, groups }) => energyOf(matrix, groups));
    expect(other?.cross).toBeCloseTo(one?.cross ?? NaN, 12);
    expect(other?.within).toBeCloseTo(one?.within ?? NaN, 12);
    const pOf = (instance: typeof apart) => permutationP([instance], randomFrom('p', 1));
    expect(pOf(alike)).toBe(pOf(apart));
    const ofSets = (instance: typeof apart) =>
      labelTest([instance], [[0], [1]], { random: randomFrom('p', 1), silent: false }).p;
    expect(ofSets(alike)).toEqual(ofSets(apart));
  });

  it('take no more room than there are kinds, however often they come', () => {
    const often = cellsOf([3000, 3000, 2000], 3);
    const { matrix, rows } = distancesOf(often.flat(), itself, distance);
    expect(matrix.values).toHaveLength(9);
    let next = 0;
    const groups = often.map((cell) => cell.map(() => rows[next++] ?? 0));
    expect(permutationP([{ id: 'a', matrix, groups }], randomFrom('p', 1))).toBeLessThan(0.01);
  });
});
