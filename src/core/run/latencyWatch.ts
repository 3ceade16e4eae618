/**
 * Whether an endpoint takes longer for each call because too many are in flight. A queue shows as answers that take twice as
 * long as the quickest did, without more of them in the same time: then fewer at a time lose nothing. Whether that was so is
 * told by the next window of answers.
 */

import { quantile } from '../numbers/describe.js';

/** What to do with the number of calls in flight. */
export type LatencyAdvice = 'lower' | 'back' | 'raise' | null;

export interface LatencyWatch {
  /** To be told of every answer: when, how long it took, and how many may be in flight. */
  answered(answer: { now: number; latencyMs: number; limit: number }): LatencyAdvice;
}

/** Fewer answers say little; with many in flight, as many as came in two rounds. */
const SHORTEST_WINDOW = 20;
const RISEN = 2;
const CALM = 1.5;
/** Of the answers per second, what may be lost to noise. */
const SAME_RATE = 0.9;
/** Windows until lowering is tried again after it had cost answers, doubled each time. */
const FIRST_PAUSE = 4;

export function watchLatency(): LatencyWatch {
  let latencies: number[] = [];
  let beganAt: number | null = null;
  let quickest = Infinity;
  let triedAt: number | null = null;
  let pause = FIRST_PAUSE;
  let windowsLeft = 0;

  const judge = (median: number, rate: number): LatencyAdvice => {
    quickest = Math.min(quickest, median);
    windowsLeft -= 1;
    if (triedAt !== null) {
      const hasCost = rate < SAME_RATE * triedAt;
      triedAt = null;
      if (!hasCost) return null;
      windowsLeft = pause;
      pause *= 2;
      return 'back';
    }
    if (median > RISEN * quickest && windowsLeft <= 0) {
      triedAt = rate;
      return 'lower';
    }
    return median <= CALM * quickest ? 'raise' : null;
  };

  return {
    answered({ now, latencyMs, limit }) {
      beganAt ??= now;
      latencies.push(latencyMs);
      if (latencies.length < Math.max(SHORTEST_WINDOW, 2 * limit)) return null;
      const sorted = latencies.toSorted((a, b) => a - b);
      const advice = judge(quantile(sorted, 0.5), latencies.length / Math.max(1, now - beganAt));
      latencies = [];
      beganAt = now;
      return advice;
    },
  };
}
