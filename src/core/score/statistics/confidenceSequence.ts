/** Intervals that hold at every look: a run may be watched, and stopped when one settles the question (METRICS 12.6). */

import { logBeta } from './beta.js';

export interface ConfidenceSequence {
  readonly n: number;
  /** What every value so far allows together: never grows. [0,1] before the first. */
  readonly interval: readonly [number, number];
  /** What this look alone allows; not cut to [0,1]. */
  readonly latest: readonly [number, number];
  /** One more value in [0,1], in an order fixed beforehand. Costs the same however many there are. */
  add(value: number): void;
}

/** Bets are kept below this, so that the sum of their costs stays finite. */
const LARGEST_BET = 0.5;

/**
 * Predictable plug-in empirical-Bernstein confidence sequence of a mean in [0,1] (Waudby-Smith and Ramdas, JRSS B 2024):
 * covers the mean at all looks together with probability 1 − `alpha`.
 */
export function confidenceSequence(alpha = 0.05): ConfidenceSequence {
  const log = Math.log(2 / alpha);
  let n = 0;
  let sum = 0;
  let centre = 0.5;
  let squares = 0;
  let variance = 0.25;
  let bets = 0;
  let weighted = 0;
  let cost = 0;
  let latest: readonly [number, number] = [0, 1];
  let interval: readonly [number, number] = [0, 1];
  return {
    get n() {
      return n;
    },
    get interval() {
      return interval;
    },
    get latest() {
      return latest;
    },
    add(value) {
      n += 1;
      const bet = Math.min(Math.sqrt((2 * log) / (variance * n * Math.log(1 + n))), LARGEST_BET);
      bets += bet;
      weighted += bet * value;
      cost += 4 * (value - centre) ** 2 * ((-Math.log(1 - bet) - bet) / 4);
      sum += value;
      centre = (0.5 + sum) / (n + 1);
      squares += (value - centre) ** 2;
      variance = (0.25 + squares) / (n + 1);
      const middle = weighted / bets;
      const half = (log + cost) / bets;
      latest = [middle - half, middle + half];
      interval = [Math.max(interval[0], latest[0]), Math.min(interval[1], latest[1])];
    },
  };
}

/**
 * Interval of a rate that holds at every look (Robbins 1970): the rates against which a bet spread evenly over all rates has
 * not yet won 1 / `alpha`. Whole `successes` in [0, n].
 */
export function robbinsInterval(successes: number, n: number, alpha = 0.05): [number, number] {
  const failures = n - successes;
  const threshold = Math.log(1 / alpha);
  const mixture = logBeta(1 + successes, 1 + failures);
  const excluded = (rate: number) => {
    const likelihood =
      (successes === 0 ? 0 : successes * Math.log(rate)) +
      (failures === 0 ? 0 : failures * Math.log1p(-rate));
    return mixture - likelihood >= threshold;
  };
  const peak = n === 0 ? 0.5 : successes / n;
  return [edge(0, peak, excluded), edge(1, peak, excluded)];
}

/** Where `excluded` ends between an outer rate and an inner one that is not excluded. */
function edge(outer: number, inner: number, excluded: (rate: number) => boolean): number {
  if (!excluded(outer)) return outer;
  let [out, within] = [outer, inner];
  for (let step = 0; step < 60; step++) {
    const middle = (out + within) / 2;
    if (excluded(middle)) out = middle;
    else within = middle;
  }
  return within;
}
