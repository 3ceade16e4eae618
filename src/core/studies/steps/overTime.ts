/** Recorded runs before and from a day on: whether they still succeed as often, by the test of the drift study. */

import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import {
  DRIFT_MARGIN,
  driftInterval,
  watchDrift,
  type DriftVerdict,
} from '../../score/statistics/driftWatch.js';

export interface DatedRun {
  readonly case: string;
  /** ISO date of its beginning. */
  readonly day: string;
  /** In [0,1]; null where nothing says what is right. */
  readonly success: number | null;
}

export interface StepsDrift {
  /** The first day of the later runs. */
  readonly since: string;
  readonly verdict: DriftVerdict;
  readonly margin: number;
  /** With runs on both sides. */
  readonly cases: number;
  /** Shares of runs that succeed, mean over these cases. */
  readonly success: { readonly before: number; readonly now: number };
  /** Now minus before, in [-1,1]. */
  readonly difference: { readonly value: number; readonly ci: readonly [number, number] };
}

/** Null where no case has scored runs on both sides. `since`: absent, the day with which the later half of all days begins. */
export function stepsDrift(runs: readonly DatedRun[], since?: string): StepsDrift | null {
  const scored = runs.filter(({ success }) => success !== null);
  const days = [...new Set(scored.map(({ day }) => day))].sort();
  const from = since ?? days[Math.ceil(days.length / 2)];
  if (from === undefined) return null;
  const rates = (own: readonly DatedRun[]) => meansByCase(own, ({ success }) => success);
  const before = rates(scored.filter(({ day }) => day < from));
  const now = rates(scored.filter(({ day }) => day >= from));
  // By their names, so that the order is fixed before anything is known.
  const both = [...before.keys()].filter((id) => now.has(id)).sort();
  if (both.length === 0) return null;
  const watch = watchDrift();
  const pairs = both.map((id) => [before.get(id) ?? 0, now.get(id) ?? 0] as const);
  const differences = pairs.map(([then, later]) => later - then);
  differences.forEach((each) => {
    watch.add(each);
  });
  return {
    ...{ since: from, verdict: watch.verdict, margin: DRIFT_MARGIN, cases: both.length },
    success: {
      before: mean(pairs.map(([then]) => then)),
      now: mean(pairs.map(([, each]) => each)),
    },
    difference: { value: mean(differences), ci: driftInterval(differences) },
  };
}
