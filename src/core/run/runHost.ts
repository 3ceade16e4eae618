import type { Design } from '../plan/design.js';
import type { Clock } from '../ports/clock.js';
import type { OnAsk } from './auxiliaryCalls.js';
import type { OnSend, OnWait } from './caller.js';
import type { Outcome } from './outcome.js';
import type { RunStore } from './runStore.js';

export type RunStep = 'writing-variants' | 'writing-paraphrases' | 'reading-layers';

/** What is about to be sent, before anything was. */
export interface Preflight<D extends Design = Design> {
  readonly design: D;
  /** How many calls will not be made, since their answers are in the cache: looked up for each call, so where it is asked. */
  cachedCalls(): Promise<number>;
  /** The same with other few-shot configurations. */
  withShots(shots: readonly string[]): Promise<D>;
}

export interface RunHost<D extends Design = Design, R = unknown> {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Resolves to the few-shot configurations to run; null sends nothing. */
  confirm(preflight: Preflight<D>): Promise<readonly string[] | null>;
  onStep?(step: RunStep): void;
  /** Everything is planned and the first call is next. `earlier`: outcomes of an earlier part of the run. */
  onStart?(design: D, earlier: readonly Outcome[]): void;
  /** `soFar` computes the result over the cases that are complete. */
  onOutcome?(outcome: Outcome, soFar: () => R): void;
  readonly onSend?: OnSend | undefined;
  readonly onAsk?: OnAsk | undefined;
  readonly onWait?: OnWait | undefined;
  /** Something that does not stop the run, in words. */
  warn(message: string): void;
}
