/** When a failed request is sent again, and after how long. Chat and embedding calls share it. */

import type { ProviderError, ProviderFailure } from '../errors.js';
import type { TrialAddress } from '../plan/trial.js';
import type { Clock } from '../ports/clock.js';
import type { Limiter } from './limiter.js';

/** Told before each wait for another try. */
export type OnWait = (wait: {
  readonly failure: ProviderFailure;
  readonly waitMs: number;
  /** Whose call waits; absent for calls beside the trials. */
  readonly trial?: TrialAddress;
}) => void;

export interface RetryOptions {
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly onWait?: OnWait | undefined;
  /** In [0, 1): spreads the waits of calls that failed together. Absent: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

interface WaitingCall {
  readonly signal: AbortSignal;
  readonly trial?: TrialAddress | undefined;
}

export interface Retry {
  /**
   * Waits before another try after `requests` failed ones. False, without a wait, when there is to be none. Rejects with
   * the signal's reason.
   */
  waitFor(error: ProviderError, requests: number, call: WaitingCall): Promise<boolean>;
  /** To be told of every answer. */
  answered(): void;
}

const MAX_ATTEMPTS = 5;
/** A rate limit says when to come back, so that more tries are worth it. */
const MAX_LIMITED_ATTEMPTS = 4 * MAX_ATTEMPTS;
const FIRST_DELAY_MS = 500;
const SHORTEST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 30_000;
/** Longest wait an endpoint may ask for before the call counts as failed. */
const LONGEST_RETRY_AFTER_MS = 120_000;

export function createRetry({ limiter, clock, onWait, random = Math.random }: RetryOptions): Retry {
  let everAnswered = false;

  /** Null: no further try. An endpoint that has never answered is more likely mistyped, or another server, than busy. */
  const waitBefore = (requests: number, error: ProviderError): number | null => {
    // A page in between, of a gateway, once answers have come.
    const isPassing = error.retryable || (everAnswered && error.failure === 'not-compatible');
    if (!isPassing || requests >= attemptsFor(error, everAnswered)) return null;
    const { retryAfterMs } = error;
    if (retryAfterMs === null) return backoffMs(requests, random);
    if (retryAfterMs > LONGEST_RETRY_AFTER_MS) return null;
    // Who asks for none, or names a time that is past, is not asked again and again without any.
    return retryAfterMs > 0 ? retryAfterMs : Math.min(SHORTEST_DELAY_MS * requests, FIRST_DELAY_MS);
  };

  return {
    answered: () => {
      everAnswered = true;
    },
    async waitFor(error, requests, { signal, trial }) {
      const waitMs = waitBefore(requests, error);
      if (waitMs === null) return false;
      onWait?.({ failure: error.failure, waitMs, ...(trial ? { trial } : {}) });
      if (error.failure === 'rate-limited') limiter.slowDown(waitMs);
      else await clock.sleep(waitMs, signal);
      return true;
    },
  };
}

const UNUSABLE: readonly ProviderFailure[] = ['unreachable', 'broken-stream', 'timeout'];

function attemptsFor({ failure }: ProviderError, everAnswered: boolean): number {
  if (failure === 'rate-limited') return MAX_LIMITED_ATTEMPTS;
  const isUnusable = UNUSABLE.includes(failure);
  return isUnusable && !everAnswered ? 2 : MAX_ATTEMPTS;
}

/**
 * Exponential with equal jitter: half of 500 ms × 2^(n − 1), at most 30 s, and a random share of the other half.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(requests: number, random: () => number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (requests - 1));
  return Math.round(longest * (0.5 + random() / 2));
}
