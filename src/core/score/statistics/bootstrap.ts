/**
 * Bootstrap intervals over cases (Efron 1979): whole cases are drawn again and again, and the statistic's own spread is
 * its uncertainty. Bias-corrected and accelerated from 20 cases on (Efron 1987), plain percentiles below.
 */

import type { Random } from '../../random.js';
import { mean, quantile } from './describe.js';
import { normalCdf, normalQuantile, NORMAL_975 } from './normal.js';

export const DRAWS = 2000;
/** Fewer cases than this give no interval: it would be far too narrow. */
export const FEWEST_CASES = 8;
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
  if (n < FEWEST_CASES) return null;
  const draws = bootstrapDraws(n, statistic, { random });
  if (n < BCA_FROM)
    return { ci: [quantile(draws, 0.025), quantile(draws, 0.975)], method: 'percentile' };
  const all = Int32Array.from({ length: n }, (_, index) => index);
  const [low, high] = bcaShares(draws, statistic(all), jackknife(n, statistic));
  return { ci: [quantile(draws, low), quantile(draws, high)], method: 'bca' };
}

/** Interval of a mean of one value per case. */
export function bootstrapMean(values: readonly number[], random: Random): BootstrapInterval | null {
  return bootstrap(values.length, meanOver(values), random);
}

const meanOver =
  (values: readonly number[]): Statistic =>
  (drawn) => {
    let total = 0;
    for (let index = 0; index < drawn.length; index++)
      total += values[drawn[index] as number] as number;
    return total / drawn.length;
  };

/** The statistic on each of the draws, ascending. */
export function bootstrapDraws(
  n: number,
  statistic: Statistic,
  { random, draws = DRAWS }: { random: Random; draws?: number },
): Float64Array {
  const drawn = new Int32Array(n);
  const values = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let index = 0; index < n; index++) drawn[index] = random.int(n);
    values[draw] = statistic(drawn);
  }
  return values.sort();
}

function jackknife(n: number, statistic: Statistic): number[] {
  return Array.from({ length: n }, (_, left) => {
    const rest = Int32Array.from({ length: n - 1 }, (_, index) =>
      index < left ? index : index + 1,
    );
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
