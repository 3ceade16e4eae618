/**
 * Whether answers are right as often as they were, looked at after every case. Then and now are two samples of each case,
 * so that without drift their difference is zero on average, whatever the case; who bets on another mean cannot grow rich
 * (METRICS 12.6).
 */

import { meanInterval } from './meanInterval.js';
import { meanTest, type MeanTest } from './meanTest.js';

export const DRIFT_MARGIN = 0.05;

export const DRIFT_VERDICTS = ['drifted', 'unchanged', 'too-early'] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

export interface DriftWatch {
  readonly verdict: DriftVerdict;
  /** Now minus then, in [-1,1], in an order fixed beforehand. */
  add(difference: number): void;
}

const onScale = (difference: number): number => (difference + 1) / 2;

export function watchDrift(): DriftWatch {
  const [none, least, most] = [0, -DRIFT_MARGIN, DRIFT_MARGIN].map((limit) =>
    meanTest(onScale(limit)),
  ) as [MeanTest, MeanTest, MeanTest];
  let verdict: DriftVerdict = 'too-early';
  return {
    get verdict() {
      return verdict;
    },
    add(difference) {
      for (const test of [none, least, most]) test.add(onScale(difference));
      if (verdict !== 'too-early') return;
      if (none.side !== null) verdict = 'drifted';
      else if (least.side === 'above' && most.side === 'below') verdict = 'unchanged';
    },
  };
}

/**
 * The differences that the watch has not ruled out, in [-1,1]: the verdict is what follows from it. All the bootstrap could say
 * of a handful of cases that changed would be a change, where the watch says that it is too early.
 */
export function driftInterval(differences: readonly number[]): readonly [number, number] {
  const [low, high] = meanInterval(differences.map(onScale));
  return [2 * low - 1, 2 * high - 1];
}
