import { sampleVariance } from '../../numbers/describe.js';

/**
 * Two-sided half-width of an interval of a mean of values in [0,1] that holds with probability 1 − `alpha` for this n,
 * looked at once (Maurer and Pontil 2009). n ≥ 2.
 */
export function empiricalBernstein(values: readonly number[], alpha = 0.05): number {
  const n = values.length;
  const log = Math.log(4 / alpha);
  return Math.sqrt((2 * sampleVariance(values) * log) / n) + (7 * log) / (3 * (n - 1));
}

/** The same from n alone (Hoeffding 1963): smaller where values vary much or are few. */
export const hoeffding = (n: number, alpha = 0.05): number =>
  Math.sqrt(Math.log(2 / alpha) / (2 * n));
