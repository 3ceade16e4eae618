import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import {
  bootstrapMean,
  intervalOf,
  resampledTotals,
} from '../../../src/core/score/statistics/bootstrap.js';
import { mean, quantile, sd } from '../../../src/core/numbers/describe.js';
import { holm } from '../../../src/core/score/statistics/holm.js';
import { groupsOf, jackknifeInterval } from '../../../src/core/score/statistics/jackknife.js';
import { normalCdf, normalQuantile } from '../../../src/core/score/statistics/normal.js';
import { signFlipP } from '../../../src/core/score/statistics/signFlip.js';
import { wilson } from '../../../src/core/score/statistics/wilson.js';

const random = () => randomFrom('test', 1);

describe('Wilson interval', () => {
  it('matches the worked example', () => {
    const [low, high] = wilson(18, 20);
    expect(low).toBeCloseTo(0.698966, 6);
    expect(high).toBeCloseTo(0.972134, 6);
  });

  it('stays inside [0,1] at the ends', () => {
    expect(wilson(0, 5)[0]).toBe(0);
    expect(wilson(5, 5)[1]).toBe(1);
  });
});

describe('bootstrap', () => {
  it('draws means as often as they are likely', () => {
    const { draws } = resampledTotals([[0], [0.5], [0.5]], random());
    const share = (mean: number) =>
      draws.filter(([total = 0]) => Math.abs(total / 3 - mean) < 1e-9).length / draws.length;
    expect(share(0)).toBeCloseTo(1 / 27, 2);
    expect(share(0.5 / 3)).toBeCloseTo(6 / 27, 1);
    expect(share(1 / 3)).toBeCloseTo(12 / 27, 1);
    expect(share(0.5)).toBeCloseTo(8 / 27, 1);
  });

  it('of totals is that of means, whatever the statistic is made of', () => {
    const values = Array.from({ length: 40 }, (_, index) => (index * 7919) % 11);
    const totals = resampledTotals(
      values.map((value) => [value, 1]),
      random(),
    );
    const interval = intervalOf(totals, ([sum = 0, count = 0]) => sum / count);
    expect(interval?.method).toBe('bca');
    const [low, high] = bootstrapMean(values, random())?.ci ?? [];
    expect(interval?.ci[0]).toBeCloseTo(low as number, 9);
    expect(interval?.ci[1]).toBeCloseTo(high as number, 9);
    const few = resampledTotals(
      values.slice(0, 7).map((value) => [value]),
      random(),
    );
    expect(intervalOf(few, ([sum = 0]) => sum)).toBeNull();
  });

  it('gives no interval for fewer than eight cases', () => {
    expect(bootstrapMean([0, 1, 0, 1, 0, 1, 0], random())).toBeNull();
  });

  it('takes percentiles below twenty cases and corrects for bias and skew from there', () => {
    const values = Array.from({ length: 20 }, (_, index) => (index < 4 ? 1 : 0));
    expect(bootstrapMean(values.slice(0, 19), random())?.method).toBe('percentile');
    expect(bootstrapMean(values, random())?.method).toBe('bca');
  });

  it('is the same for the same seed, and holds the mean inside', () => {
    const values = Array.from({ length: 30 }, (_, index) => (index * 7919) % 11);
    const [first, second] = [bootstrapMean(values, random()), bootstrapMean(values, random())];
    expect(first).toEqual(second);
    const mean = values.reduce((sum, each) => sum + each, 0) / 30;
    expect(first?.ci[0]).toBeLessThan(mean);
    expect(first?.ci[1]).toBeGreaterThan(mean);
  });
});

describe('sign-flip test', () => {
  it('matches the worked example', () => {
    expect(signFlipP([0.2, 0.1, 0.3, -0.1, 0.2], random())).toBeCloseTo(0.1875, 9);
  });

  it('is not changed by differences of zero', () => {
    expect(signFlipP([0.2, 0.1, 0.3, -0.1, 0.2, 0, 0], random())).toBeCloseTo(0.1875, 9);
  });

  it('cannot go below 2 / 2^n', () => {
    expect(signFlipP([1, 1, 1, 1, 1], random())).toBe(2 / 32);
  });

  it('is 1 where nothing differs', () => {
    expect(signFlipP([0, 0], random())).toBe(1);
  });

  it('draws for many differences', () => {
    expect(signFlipP(Array(40).fill(0.1), random())).toBeCloseTo(1 / 2001, 9);
  });
});

describe('jackknife', () => {
  const values = [0.1, 0.4, 0.35, 0.8, 0.5, 0.45, 0.2, 0.6, 0.3, 0.55];
  const without = (left: number) => mean(values.filter((_, at) => at !== left));

  it('of a mean, with one instance a group, is Student’s interval', () => {
    const interval = jackknifeInterval(mean(values), [...values.keys()].map(without));
    const half = 2.262157163 * (sd(values) / Math.sqrt(10));
    expect(interval?.[0]).toBeCloseTo(mean(values) - half, 8);
    expect(interval?.[1]).toBeCloseTo(mean(values) + half, 8);
  });

  it('stays inside [0,1], and needs eight groups that change something', () => {
    expect(jackknifeInterval(0.95, [0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1])?.[1]).toBe(1);
    expect(jackknifeInterval(0.5, [0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, null])).toBeNull();
    expect(jackknifeInterval(0.5, Array(9).fill(0.5))).toBeNull();
  });

  it('deals instances to groups of one size', () => {
    const { groupOf, groups } = groupsOf(random().shuffle([...Array(50).keys()]));
    const sizes = Array.from(
      { length: groups },
      (_, group) => groupOf.filter((each) => each === group).length,
    );
    expect(groups).toBe(20);
    expect(new Set(sizes)).toEqual(new Set([2, 3]));
    expect(groupsOf([2, 0, 1])).toEqual({ groupOf: Int32Array.of(1, 2, 0), groups: 3 });
  });
});

describe('Holm adjustment', () => {
  it('keeps the given order and never decreases along the sorted one', () => {
    expect(holm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
  });

  it('stays at 1 at most', () => {
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

describe('distributions', () => {
  it('knows the normal curve and its inverse', () => {
    expect(normalCdf(1.959964)).toBeCloseTo(0.975, 6);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 4);
    expect(normalQuantile(normalCdf(-0.7))).toBeCloseTo(-0.7, 6);
  });

  // erfc(−z / √2) / 2, as the C library has it.
  it.each([
    [-6, 9.865876450377012e-10],
    [-2.5, 0.006209665325776139],
    [-0.7, 0.24196365222307306],
    [0, 0.5],
    [1.959963984540054, 0.975],
    [3, 0.9986501019683699],
  ])('knows the normal curve at %f to twelve digits', (z, p) => {
    expect(normalCdf(z) / p).toBeCloseTo(1, 12);
    expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });

  it.each([
    [0.05, 0.4905],
    [0.25, 0.5325],
    [0.5, 0.585],
    [0.75, 0.6425],
    [0.95, 0.6965],
  ])('interpolates the %f quantile', (share, value) =>
    expect(quantile([0.48, 0.55, 0.62, 0.71], share)).toBeCloseTo(value, 9),
  );
});
