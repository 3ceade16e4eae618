/** Whether failing calls are the endpoint's fault or that of what is sent: a variant, or a case. */

import type { ProviderError } from '../errors.js';
import type { Trial } from '../plan/trial.js';

export interface Health {
  /** Whether what this trial sends has failed so often that a failure needs no second try. */
  isHopeless(trial: Trial): boolean;
  /** Whether that is its variant's doing: others can be asked first, and show whether the endpoint answers at all. */
  canWait(trial: Trial): boolean;
  /** Whether its variant alone is limited: others were answered after it had waited for its turn again and again. */
  isPassedOver(trial: Trial): boolean;
  answered(trial: Trial): void;
  /** Whether the endpoint is taken to be down, so that no further call can succeed. */
  failed(trial: Trial, error: ProviderError): boolean;
}

/** After this many calls in a row have failed for good, in more than one variant, the endpoint is taken to be down. */
const FAILURES_IN_A_ROW = 5;
/** So many variants that were never answered, one after the other. Fewer may each have something that the endpoint cannot take. */
const UNPROVEN_IN_A_ROW = 3;
/** Answers to others, after which it is not the endpoint that is busy. */
const ANSWERS_BETWEEN = 5;
/** The same for calls that are refused, of which the next may well be taken, while nothing was ever answered. */
const REFUSALS_IN_A_ROW = 8;
const FILTERED_WITHOUT_ANSWER = 32;
/** A variant that failed with so many cases, or a case with so many variants or repeats, is no longer tried at length while none is answered. */
const HOPELESS_AFTER = 2;

interface Failed {
  readonly variant: string;
  readonly case: string;
  readonly retryable: boolean;
}

/** Of the variants, or of the cases: which were answered, and how often the others failed. */
interface History {
  isAnswered(id: string): boolean;
  /** Whether it failed so often, and was never answered, that it is not tried at length any more. */
  isLost(id: string): boolean;
  answered(id: string): void;
  /** `beside`: what it failed with. Failing with the same again tells nothing new. */
  failed(id: string, beside: string): void;
}

function newHistory(): History {
  const answered = new Set<string>();
  const failures = new Map<string, Set<string>>();
  return {
    isAnswered: (id) => answered.has(id),
    isLost: (id) => !answered.has(id) && (failures.get(id)?.size ?? 0) >= HOPELESS_AFTER,
    answered: (id) => void answered.add(id),
    failed(id, beside) {
      const known = failures.get(id) ?? new Set();
      failures.set(id, known.add(beside));
    },
  };
}

/** How many variants and cases the plan has. With one of either there is nothing to tell the endpoint's failures from. */
export function watchHealth(variants: number, cases: number): Health {
  /** Variants by the cases they failed with, cases by the variants and repeats. */
  const [byVariant, byCase] = [newHistory(), newHistory()];
  let row: Failed[] = [];
  /** Answers since a variant failed first. */
  const answersSince = new Map<string, number>();
  let everAnswered = false;
  let filtered = 0;

  /** One that was answered before is no variant that always fails. */
  const fewestVariants = () =>
    !everAnswered || row.some(({ variant }) => byVariant.isAnswered(variant))
      ? 2
      : UNPROVEN_IN_A_ROW;
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
      (new Set(row.map(({ variant }) => variant)).size >= fewestVariants() &&
        new Set(row.map((each) => each.case)).size > 1);
    const hard = row.filter(({ retryable }) => retryable).length;
    if (isSpread && hard >= FAILURES_IN_A_ROW) return true;
    return isSpread && !everAnswered && row.length >= REFUSALS_IN_A_ROW;
  };

  const canWait = ({ variant }: Trial) => variants > 1 && byVariant.isLost(variant);

  return {
    isHopeless: (trial) => byVariant.isLost(trial.variant) || byCase.isLost(trial.case),
    canWait,
    isPassedOver: (trial) =>
      canWait(trial) && (answersSince.get(trial.variant) ?? 0) >= ANSWERS_BETWEEN,
    answered(trial) {
      everAnswered = true;
      row = [];
      byVariant.answered(trial.variant);
      byCase.answered(trial.case);
      for (const [variant, n] of answersSince) answersSince.set(variant, n + 1);
    },
    failed(trial, error) {
      if (!answersSince.has(trial.variant)) answersSince.set(trial.variant, 0);
      if (error.retryable) {
        byVariant.failed(trial.variant, trial.case);
        byCase.failed(trial.case, `${trial.variant} ${trial.repeat}`);
      }
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
