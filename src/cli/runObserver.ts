import type { Design } from '../core/plan/design.js';
import type { OnAsk } from '../core/run/auxiliaryCalls.js';
import type { OnSend, OnWait } from '../core/run/caller.js';
import type { Outcome } from '../core/run/outcome.js';

/** Watches a run. What it throws would stop the run, so it throws nothing. */
export interface RunObserver {
  /** The first call is next. `earlier`: outcomes of an earlier part of the run, which come again as outcomes. */
  onStart(design: Design, earlier: readonly Outcome[]): void;
  onOutcome(outcome: Outcome): void;
  readonly onSend: OnSend;
  /** Also before `onStart`: missing paraphrases are written first. */
  readonly onAsk: OnAsk;
  readonly onWait: OnWait;
  /** `result` is what the study found, null for a dry run; `error` is what was thrown instead. */
  onEnd(end: { readonly result: unknown } | { readonly error: unknown }): void;
}
