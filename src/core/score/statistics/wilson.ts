import { NORMAL_975 } from './normal.js';

/**
 * 95 % Wilson score interval of a rate (Wilson 1927). `successes` in [0, n] may be a fraction, for a mean of scores; n ≥ 1.
 */
export function wilson(successes: number, n: number): [number, number] {
  const rate = successes / n;
  const z2 = NORMAL_975 ** 2;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (NORMAL_975 / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
