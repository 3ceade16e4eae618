/**
 * Bootstrap intervals over cases (Efron 1979): whole cases are drawn again and again, and the statistic's own spread is
 * its uncertainty. Bias-corrected and accelerated from 20 cases on (Efron 1987), plain percentiles below.
 */

import { fastGenerator, type Random } from '../../numbers/random.js';
import { mean, quantile, sum } from '../../numbers/describe.js';
import { normalCdf, normalQuantile, NORMAL_975 } from './normal.js';

export const DRAWS = 2000;
/** Fewer cases than this give no interval: it would be far too narrow. */
export const MIN_CASES = 8;
const BCA_FROM = 20;

export interface BootstrapInterval {
  readonly ci: readonly [number, number];
  readonly method: 'bca' | 'percentile';
}

/** Turns the indices of the drawn cases into the statistic. */
export type Statistic = (drawn: ArrayLike<number>) => number;

/** 95 % interval of a statistic over `n` cases; null below 8. */
export function bootstrap(
  n: number,
  statistic: Statistic,
  random: Random,
): BootstrapInterval | null {
  if (n < MIN_CASES) return null;
  const all = Int32Array.from({ length: n }, (_, index) => index);
  return intervalOf(resamples(n, statistic, random), statistic(all));
}

/** What a statistic, or several at once, come to on each draw, and with each case left out. */
export interface Resamples<T> {
  readonly draws: readonly T[];
  /** Empty below the number of cases from which intervals are corrected. */
  readonly leftOut: readonly T[];
}

export function resamples<T>(
  n: number,
  statistic: (drawn: ArrayLike<number>) => T,
  random: Random,
): Resamples<T> {
  const next = fastGenerator(random);
  const drawn = new Int32Array(n);
  const draws = Array.from({ length: DRAWS }, () => {
    for (let index = 0; index < n; index++) drawn[index] = Math.floor(next() * n);
    return statistic(drawn);
  });
  return { draws, leftOut: n < BCA_FROM ? [] : jackknife(n, statistic) };
}

/** `estimate`: the statistic over all cases. */
export function intervalOf(
  { draws, leftOut }: Resamples<number>,
  estimate: number,
): BootstrapInterval {
  const sorted = Float64Array.from(draws).sort();
  return leftOut.length === 0 ? percentiles(sorted) : corrected(sorted, estimate, leftOut);
}

/** Interval of a mean of one value per case: as `bootstrap`, without a list of what was drawn. */
export function bootstrapMean(values: readonly number[], random: Random): BootstrapInterval | null {
  const n = values.length;
  if (n < MIN_CASES) return null;
  const list = Float64Array.from(values);
  const next = fastGenerator(random);
  const draws = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    let total = 0;
    for (let index = 0; index < n; index++) total += list[Math.floor(next() * n)] as number;
    draws[draw] = total / n;
  }
  const whole = sum(values);
  draws.sort();
  if (n < BCA_FROM) return percentiles(draws);
  const leftOut = values.map((value) => (whole - value) / (n - 1));
  return corrected(draws, whole / n, leftOut);
}

const percentiles = (draws: Float64Array): BootstrapInterval => ({
  ci: [quantile(draws, 0.025), quantile(draws, 0.975)],
  method: 'percentile',
});

/** `leftOut`: the statistic of all cases but each. */
function corrected(
  draws: Float64Array,
  estimate: number,
  leftOut: readonly number[],
): BootstrapInterval {
  const [low, high] = bcaShares(draws, estimate, leftOut);
  return { ci: [quantile(draws, low), quantile(draws, high)], method: 'bca' };
}

function jackknife<T>(n: number, statistic: (drawn: ArrayLike<number>) => T): T[] {
  const rest = new Int32Array(n - 1);
  return Array.from({ length: n }, (_, left) => {
    for (let index = 0; index < n - 1; index++) rest[index] = index < left ? index : index + 1;
    return statistic(rest);
  });
}

/** The shares of the draws at which a bias-corrected and accelerated interval ends. */
function bcaShares(
  draws: Float64Array,
  estimate: number,
  leftOut: readonly number[],
): [number, number] {
  const below = draws.filter((value) => value < estimate).length;
  const equal = draws.filter((value) => value === estimate).length;
  const share = Math.min(Math.max((below + equal / 2) / draws.length, 1e-6), 1 - 1e-6);
  const bias = normalQuantile(share);
  const centre = mean(leftOut);
  const squares = leftOut.reduce((total, value) => total + (centre - value) ** 2, 0);
  const cubes = leftOut.reduce((total, value) => total + (centre - value) ** 3, 0);
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const end = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  return [end(-NORMAL_975), end(NORMAL_975)];
}
