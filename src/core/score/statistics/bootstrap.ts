/**
 * Bootstrap intervals over cases (Efron 1979): whole cases are drawn again and again, and the statistic's own spread is
 * its uncertainty. Bias-corrected and accelerated from 20 cases on (Efron 1987), plain percentiles below.
 */

import { fastGenerator, type Random } from '../../numbers/random.js';
import { mean, quantile, sum } from '../../numbers/describe.js';
import { normalCdf, normalQuantile, NORMAL_975 } from './normal.js';
import { drawRare, rareAmong } from './rareDraws.js';

export const DRAWS = 2000;
/** Fewer cases than this give no interval: it would be far too narrow. */
export const MIN_CASES = 8;
const BCA_FROM = 20;

export interface BootstrapInterval {
  readonly ci: readonly [number, number];
  readonly method: 'bca' | 'percentile';
}

/** The totals of each column over the cases: of all, of those drawn each time, and of all but each. */
export interface ResampledTotals {
  readonly cases: number;
  readonly whole: Float64Array;
  readonly draws: readonly Float64Array[];
  /** Empty below the number of cases from which intervals are corrected. */
  readonly leftOut: readonly Float64Array[];
}

/** For statistics that need no more of the cases than totals, as ratios of means. `rows`: one a case, all of the same length. */
export function resampledTotals(
  rows: readonly ArrayLike<number>[],
  random: Random,
): ResampledTotals {
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  const next = fastGenerator(random);
  const whole = new Float64Array(width);
  for (const row of rows) addTo(whole, row);
  const drawTotals = drawingTotals(rows, next);
  const draws = Array.from({ length: DRAWS }, () => {
    const totals = new Float64Array(width);
    drawTotals(totals);
    return totals;
  });
  const leftOut = rows.map((row) => whole.map((total, column) => total - (row[column] as number)));
  return { cases: n, whole, draws, leftOut: n < BCA_FROM ? [] : leftOut };
}

/** Adds as many drawn rows to the totals as there are. */
function drawingTotals(
  rows: readonly ArrayLike<number>[],
  next: () => number,
): (totals: Float64Array) => void {
  const n = rows.length;
  const found = rareAmong(rows, (row) => Array.from(row).join());
  if (!found)
    return (totals) => {
      for (let drawn = 0; drawn < n; drawn++)
        addTo(totals, rows[Math.floor(next() * n)] as ArrayLike<number>);
    };
  const { common, others } = found;
  return (totals) => {
    let left = n;
    drawRare({ n, rare: others.length }, next, (index) => {
      addTo(totals, others[index] as ArrayLike<number>);
      left -= 1;
    });
    for (let column = 0; column < totals.length; column++)
      totals[column] = (totals[column] as number) + left * (common[column] as number);
  };
}

/** Adds a row to the totals of its columns, in place. */
function addTo(totals: Float64Array, row: ArrayLike<number>): void {
  for (let column = 0; column < totals.length; column++)
    totals[column] = (totals[column] as number) + (row[column] as number);
}

/** 95 % interval of a statistic of the totals; null below eight cases. */
export function intervalOf(
  { cases, whole, draws, leftOut }: ResampledTotals,
  statistic: (totals: Float64Array) => number,
): BootstrapInterval | null {
  if (cases < MIN_CASES) return null;
  const sorted = Float64Array.from(draws, statistic).sort();
  return leftOut.length === 0
    ? percentiles(sorted)
    : corrected(sorted, statistic(whole), leftOut.map(statistic));
}

/** Interval of a mean of one value per case: as `bootstrap`, without a list of what was drawn. */
export function bootstrapMean(values: readonly number[], random: Random): BootstrapInterval | null {
  const n = values.length;
  if (n < MIN_CASES) return null;
  const drawMean = drawingMeans(values, fastGenerator(random));
  const draws = Float64Array.from({ length: DRAWS }, drawMean);
  const whole = sum(values);
  draws.sort();
  if (n < BCA_FROM) return percentiles(draws);
  const leftOut = values.map((value) => (whole - value) / (n - 1));
  return corrected(draws, whole / n, leftOut);
}

/** The mean of as many drawn values as there are. */
function drawingMeans(values: readonly number[], next: () => number): () => number {
  const n = values.length;
  const found = rareAmong(values, (value) => value);
  if (!found) {
    const list = Float64Array.from(values);
    return () => {
      let total = 0;
      for (let index = 0; index < n; index++) total += list[Math.floor(next() * n)] as number;
      return total / n;
    };
  }
  const beyond = Float64Array.from(found.others, (value) => value - found.common);
  return () => {
    let total = 0;
    drawRare({ n, rare: beyond.length }, next, (index) => (total += beyond[index] as number));
    return found.common + total / n;
  };
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
