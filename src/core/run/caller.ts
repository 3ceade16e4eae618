/** One call with everything around it: cache, budget, a place in the pool, retries. Trials and side calls share it. */

import { ProviderError, type ProviderFailure } from '../errors.js';
import { estimateTokens, estimateUsage } from '../plan/estimate.js';
import type { Clock } from '../ports/clock.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import type { Budget } from './budget.js';
import { cacheKey, type Cache } from './cache.js';
import type { Limiter } from './limiter.js';

export interface CallerOptions {
  readonly provider: ModelProvider;
  readonly limiter: Limiter;
  readonly budget: Budget;
  /** Null neither reads nor keeps answers. */
  readonly cache: Cache | null;
  readonly clock: Clock;
  /** Told before each wait for another try. */
  readonly onWait?: OnWait | undefined;
}

export type OnWait = (wait: { readonly failure: ProviderFailure; readonly waitMs: number }) => void;

export type CallResult =
  | { readonly completion: Completion; readonly cached: boolean; readonly requests: number }
  | { readonly error: ProviderError; readonly requests: number };

export interface Caller {
  /** Throws only `BudgetReached` and the signal's reason. */
  call(request: ChatRequest, context: { repeat: number; signal: AbortSignal }): Promise<CallResult>;
  /** Whether the answer is in the cache. */
  knows(request: ChatRequest, repeat: number): boolean;
}

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Longest wait an endpoint may ask for before the call counts as failed. */
const LONGEST_RETRY_AFTER_MS = 120_000;

export function createCaller(options: CallerOptions): Caller {
  const { provider, limiter, budget, cache, clock, onWait } = options;
  const omit = new Set<string>();
  let everAnswered = false;

  const attempt = async (
    request: ChatRequest,
    context: { repeat: number; signal: AbortSignal },
  ) => {
    const leave = await limiter.enter(context.signal);
    try {
      const estimate = estimateTokens(request);
      const reservation = budget.reserve(estimate);
      let completion: Completion | null = null;
      try {
        const answer = await provider.complete(request, { ...context, omit });
        completion = { ...answer, usage: answer.usage ?? estimateUsage(estimate, answer.text) };
      } finally {
        reservation.settle(completion?.usage ?? null);
      }
      everAnswered = true;
      return completion;
    } finally {
      leave();
    }
  };

  return {
    knows: (request, repeat) => cache?.has(cacheKey(provider.id, request, repeat)) ?? false,
    async call(request, context) {
      const key = cache ? cacheKey(provider.id, request, context.repeat) : '';
      const known = cache?.get(key) ?? null;
      if (known) {
        return { completion: known, cached: true, requests: 0 };
      }
      for (let requests = 1; ; requests++) {
        try {
          const completion = await attempt(request, context);
          await cache?.put(key, completion);
          return { completion, cached: false, requests };
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (error.parameter !== null && !omit.has(error.parameter)) {
            omit.add(error.parameter);
            continue;
          }
          const waitMs = waitBefore(requests, error, everAnswered);
          if (waitMs === null) return { error, requests };
          onWait?.({ failure: error.failure, waitMs });
          if (error.failure === 'rate-limited') limiter.slowDown(waitMs);
          else await clock.sleep(waitMs, context.signal);
        }
      }
    },
  };
}

/** Null: no further try. An endpoint that has never answered is more likely mistyped than busy. */
function waitBefore(requests: number, error: ProviderError, everAnswered: boolean): number | null {
  const attempts = error.failure === 'unreachable' && !everAnswered ? 2 : MAX_ATTEMPTS;
  const limited = error.failure === 'rate-limited';
  if (!error.retryable || (requests >= attempts && !limited) || requests >= 4 * MAX_ATTEMPTS)
    return null;
  if (error.retryAfterMs !== null) {
    return error.retryAfterMs <= LONGEST_RETRY_AFTER_MS ? error.retryAfterMs : null;
  }
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (requests - 1));
}
