import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { pairedTest } from '../../../src/core/score/pairedTest.js';

const test = (
  pairs: readonly (readonly [number, number])[],
  how: { binary?: boolean; margin?: number } = {},
) =>
  pairedTest(
    pairs.map(([a, b]) => ({ a, b })),
    { binary: how.binary ?? false, margin: how.margin ?? 0.05, random: randomFrom('test', 1) },
  )!;
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('two measurements of the same cases', () => {
  it('with one yes or no each are tested by exact McNemar (METRICS 12.7)', () => {
    const pairs = [...times(8, [0, 1] as const), [1, 0] as const, ...times(7, [1, 1] as const)];
    const found = test(pairs, { binary: true });
    expect(found.test).toBe('mcnemar');
    expect(found.p).toBeCloseTo(0.0390625, 9);
    expect(found.difference).toBeCloseTo(7 / 16, 12);
  });

  it('with means are tested by flipping signs (METRICS 12.7)', () => {
    const differences = [0.2, 0.1, 0.3, -0.1, 0.2];
    const found = test(differences.map((each) => [0.5, 0.5 + each] as const));
    expect(found.p).toBeCloseTo(0.1875, 9);
    expect(found.difference).toBeCloseTo(0.14, 9);
    expect(found.minP).toBe(2 / 32);
    expect(found.ci).toBeNull();
  });

  it('are no equals because no difference was found', () => {
    const found = test(times(16, [1, 1] as const));
    expect(found.p).toBe(1);
    expect(found.equivalence.within).toBe(false);
    expect(found.ciMethod).toBe('degenerate');
    expect(found.ci![1]).toBeCloseTo(1 - 0.025 ** (1 / 16), 9);
    expect(test(times(80, [1, 1] as const)).equivalence.within).toBe(true);
  });

  it('are equals where the evidence says so', () => {
    const pairs = Array.from(
      { length: 80 },
      (_, at) => [0.5, 0.5 + (at % 2 === 0 ? 0.02 : -0.02)] as const,
    );
    expect(test(pairs).equivalence.within).toBe(true);
    expect(test(pairs, { margin: 0.001 }).equivalence.within).toBe(false);
  });

  it('are no equals for one case that differs, where they would be none without it', () => {
    const pairs = (n: number, differing: number) =>
      Array.from({ length: n }, (_, at) => [1, at < differing ? 0 : 1] as const);
    const within = (n: number, differing: number) => test(pairs(n, differing)).equivalence.within;
    expect([within(60, 0), within(60, 1)]).toEqual([false, false]);
    expect([within(120, 0), within(120, 1)]).toEqual([true, true]);
  });

  it('have an interval of their difference, and say how many cases would tell', () => {
    const pairs = Array.from({ length: 20 }, (_, at) => [0, at % 4 === 0 ? 1 : 0] as const);
    const { ci, difference, needed } = test(pairs);
    expect(difference).toBe(0.25);
    expect(ci![0]).toBeGreaterThan(0);
    expect(ci![1]).toBeLessThan(0.6);
    expect(needed).toBe(Math.ceil(((1.96 * Math.sqrt(0.25 * 0.75 * (20 / 19))) / 0.25) ** 2));
  });

  it('are nothing without pairs', () => {
    expect(
      pairedTest([], { binary: true, margin: 0.05, random: randomFrom('test', 1) }),
    ).toBeNull();
  });
});
