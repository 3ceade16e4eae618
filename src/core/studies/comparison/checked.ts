/** A prompt held against its baseline: what every view of `plumbline check` shows. */

import type { Note } from '../../text/note.js';
import type { ReportGate } from '../sensitivity/schema.js';
import type { Change, ChangeResult } from './change.js';

export type CheckResult = ChangeResult | 'not-measured';

/**
 * Why a prompt has this result. `unchanged`: nothing it depends on is another than when it was accepted, so nothing was
 * measured. `measured`: held against the baseline; `changed` says what was another.
 */
export type CheckReason =
  | 'unchanged'
  | 'measured'
  | 'no-baseline'
  | 'damaged-baseline'
  | 'no-model'
  | 'stopped'
  | 'gone'
  | 'unreadable';

export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A figure when it was accepted, and now; null where it was not measured. */
export interface BeforeAndNow {
  readonly before: Interval | null;
  readonly now: Interval | null;
}

export interface CheckedPrompt {
  readonly path: string;
  readonly result: CheckResult;
  readonly why: Note<CheckReason>;
  readonly effect: BeforeAndNow;
  readonly accuracy: BeforeAndNow;
  readonly confidence: BeforeAndNow;
  readonly gates: readonly ReportGate[];
  /** Null where nothing was measured. */
  readonly change: Change | null;
  /** 1-based line where the prompt's messages start. */
  readonly line: number;
  readonly model: string | null;
  /** Calls of the measurement that failed: their cases are compared by what was answered, or not at all. */
  readonly failedCalls: number;
  /** What one more case costs in calls; null where nothing was measured. */
  readonly callsPerCase: number | null;
  /** Null where nothing was paid or the price is unknown. */
  readonly costUsd: number | null;
}

const NOTHING: BeforeAndNow = { before: null, now: null };

/** Before anything is known of a prompt. */
export const unmeasured = (path: string): Omit<CheckedPrompt, 'why'> => ({
  path,
  result: 'not-measured',
  effect: NOTHING,
  accuracy: NOTHING,
  confidence: NOTHING,
  gates: [],
  change: null,
  line: 1,
  model: null,
  callsPerCase: null,
  failedCalls: 0,
  costUsd: null,
});

/** Whether it turns a check red. `strict`: also what could not be decided. */
export const isRed = (
  { result, gates }: Pick<CheckedPrompt, 'result' | 'gates'>,
  { strict }: { strict: boolean },
): boolean =>
  result === 'regressed' ||
  gates.some((gate) => gate.result === 'failed' || (strict && gate.result === 'inconclusive')) ||
  (strict && (result === 'inconclusive' || result === 'not-measured'));
