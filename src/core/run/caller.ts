/** One call with everything around it: cache, budget, a place in the pool, retries. Trials and side calls share it. */

import { ProviderError } from '../errors.js';
import { estimateTokens, estimateUsage } from '../plan/estimate.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import type { Budget } from './budget.js';
import { cacheKey, type Cache } from './cache.js';
import { createRetry, type RetryOptions } from './retry.js';

export type { OnWait } from './retry.js';

export interface CallerOptions extends RetryOptions {
  readonly provider: ModelProvider;
  readonly budget: Budget;
  /** Null neither reads nor keeps answers. */
  readonly cache: Cache | null;
}

export type CallResult =
  | { readonly completion: Completion; readonly cached: boolean; readonly requests: number }
  | { readonly error: ProviderError; readonly requests: number };

export interface CallOptions {
  readonly repeat: number;
  /** Ends the call, also while its request is under way. */
  readonly signal: AbortSignal;
  /** Ends it before its next request, but lets the one under way come to its end. Absent: `signal`. */
  readonly sending?: AbortSignal;
}

export interface Caller {
  /** Throws only `BudgetReached` and the reason of the signal that ended it. */
  call(request: ChatRequest, options: CallOptions): Promise<CallResult>;
  /** Whether the answer is in the cache. */
  knows(request: ChatRequest, repeat: number): boolean;
}

export function createCaller(options: CallerOptions): Caller {
  const { provider, limiter, budget, cache } = options;
  const omit = new Set<string>();
  const retry = createRetry(options);

  const attempt = async (
    request: ChatRequest,
    { repeat, signal }: CallOptions,
    sending: AbortSignal,
  ) => {
    const leave = await limiter.enter(sending);
    try {
      const estimate = estimateTokens(request);
      const reservation = budget.reserve(estimate);
      let completion: Completion | null = null;
      try {
        const answer = await provider.complete(request, { repeat, signal, omit });
        completion = { ...answer, usage: answer.usage ?? estimateUsage(estimate, answer.text) };
      } finally {
        reservation.settle(completion?.usage ?? null);
      }
      retry.answered();
      return completion;
    } finally {
      leave();
    }
  };

  return {
    knows: (request, repeat) => cache?.has(cacheKey(provider.id, request, repeat)) ?? false,
    async call(request, context) {
      const { repeat, signal, sending = signal } = context;
      const key = cache ? cacheKey(provider.id, request, repeat) : '';
      const known = cache?.get(key) ?? null;
      if (known) {
        return { completion: known, cached: true, requests: 0 };
      }
      for (let requests = 1; ; requests++) {
        try {
          const completion = await attempt(request, context, sending);
          await cache?.put(key, completion);
          return { completion, cached: false, requests };
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (error.parameter !== null && !omit.has(error.parameter)) {
            omit.add(error.parameter);
            continue;
          }
          if (!(await retry.waitFor(error, requests, sending))) return { error, requests };
        }
      }
    },
  };
}
