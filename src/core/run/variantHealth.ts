/** Whether failing calls are the endpoint's fault or that of what is sent: a variant, or a case. */

import type { ProviderError } from '../errors.js';
import type { Trial } from '../plan/trial.js';

export interface Health {
  /** Whether what this trial sends has failed so often that a failure needs no second try. */
  isHopeless(trial: Trial): boolean;
  answered(trial: Trial): void;
  /** Whether the endpoint is taken to be down, so that no further call can succeed. */
  failed(trial: Trial, error: ProviderError): boolean;
}

/** After this many calls in a row have failed for good, in more than one variant, the endpoint is taken to be down. */
const FAILURES_IN_A_ROW = 5;
/** The same for calls that are refused, of which the next may well be taken, while nothing was ever answered. */
const REFUSALS_IN_A_ROW = 8;
const FILTERED_WITHOUT_ANSWER = 32;
/** A variant that failed with so many cases, or a case with so many variants or repeats, is no longer tried at length while none is answered. */
const HOPELESS_AFTER = 2;

/** How many variants and cases the plan has. With one of either there is nothing to tell the endpoint's failures from. */
export function watchHealth(variants: number, cases: number): Health {
  /** The cases that each variant failed with, and the variants and repeats that each case did. */
  const failures = new Map<string, Set<string>>();
  const answeredKeys = new Set<string>();
  let row: { readonly variant: string; readonly case: string; readonly retryable: boolean }[] = [];
  let everAnswered = false;
  let filtered = 0;

  const keysOf = ({ variant, case: caseId }: Trial) => [`variant ${variant}`, `case ${caseId}`];
  const noteFailure = (trial: Trial) => {
    const [variant, id] = [`variant ${trial.variant}`, `case ${trial.case}`];
    add(failures, variant, id);
    add(failures, id, `${variant} ${trial.repeat}`);
  };
  const isDown = (error: ProviderError) => {
    const { failure } = error;
    if (failure === 'unauthorised' || failure === 'quota' || failure === 'not-recorded')
      return error.fatal;
    // What was answered before shows that address, model and key are right.
    // A gateway may forbid one text and let the next one pass.
    if (error.fatal && !everAnswered && failure !== 'forbidden') return true;
    if (failure === 'unreachable' && !everAnswered) return true;
    const isSpread =
      variants === 1 ||
      cases === 1 ||
      (new Set(row.map(({ variant }) => variant)).size > 1 &&
        new Set(row.map((each) => each.case)).size > 1);
    const hard = row.filter(({ retryable }) => retryable).length;
    if (isSpread && hard >= FAILURES_IN_A_ROW) return true;
    return isSpread && !everAnswered && row.length >= REFUSALS_IN_A_ROW;
  };

  return {
    isHopeless: (trial) =>
      keysOf(trial).some(
        (key) => !answeredKeys.has(key) && (failures.get(key)?.size ?? 0) >= HOPELESS_AFTER,
      ),
    answered(trial) {
      everAnswered = true;
      row = [];
      keysOf(trial).forEach((key) => answeredKeys.add(key));
    },
    failed(trial, error) {
      if (error.retryable) noteFailure(trial);
      // A filter looks at single texts, and says nothing about the endpoint unless it lets none pass.
      if (error.failure === 'content-filter' || error.failure === 'too-long') {
        filtered += 1;
        return !everAnswered && filtered >= FILTERED_WITHOUT_ANSWER;
      }
      row.push({
        variant: trial.variant,
        case: trial.case,
        retryable: error.retryable || error.fatal,
      });
      return isDown(error);
    },
  };
}

const add = (sets: Map<string, Set<string>>, key: string, value: string) =>
  sets.set(key, (sets.get(key) ?? new Set<string>()).add(value));
