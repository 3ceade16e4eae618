/** One call with everything around it: cache, budget, a place in the pool, retries. Trials and side calls share it. */

import { ProviderError, type ProviderFailure } from '../errors.js';
import { sendLearning, type Sent } from '../models/learnRefusals.js';
import { estimateTokens, estimateUsage } from '../plan/callEstimate.js';
import type { TrialAddress } from '../plan/trial.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import type { Usage } from '../ports/usage.js';
import type { Budget } from './budget.js';
import type { Cache } from './cache.js';
import type { LeftOut, RefusedSet } from './refusedFields.js';
import { bothUsages } from './paidTokens.js';
import { withoutReasoning } from './withoutReasoning.js';
import { createRetry, type RetryOptions } from './retry.js';

export type { OnWait } from './retry.js';

/** Told as each request of a trial goes out, retries included. */
export type OnSend = (trial: TrialAddress) => void;

export interface CallerOptions extends RetryOptions {
  readonly provider: ModelProvider;
  readonly budget: Budget;
  /** Null neither reads nor keeps answers. */
  readonly cache: Cache | null;
  /** Fields the endpoint refuses for the model, known and still to be learned. Absent: nothing is known. */
  readonly refused?: RefusedSet;
  readonly onSend?: OnSend | undefined;
}

export type CallResult = (
  { readonly completion: Completion; readonly cached: boolean } | { readonly error: ProviderError }
) & {
  readonly requests: number;
  /** What those that failed took, where the endpoint says; null where it does not. */
  readonly failedUsage: Usage | null;
};

export interface CallOptions {
  readonly repeat: number;
  /** Ends the call, also while its request is under way. */
  readonly signal: AbortSignal;
  /** Ends it before its next request, but lets the one under way come to its end. Absent: `signal`. */
  readonly sending?: AbortSignal;
  /** No second try but after a rate limit: what fails has failed in the same way before. */
  readonly once?: boolean;
  /** Nor after one. */
  readonly onceLimited?: boolean;
  /** Whose call it is; absent for calls beside the trials. */
  readonly trial?: TrialAddress;
  /** Told as each request of this call goes out. */
  readonly onSent?: (() => void) | undefined;
}

export interface Caller {
  /** Throws only `BudgetReached` and the reason of the signal that ended it. */
  call(request: ChatRequest, options: CallOptions): Promise<CallResult>;
  /** Whether the answer is in the cache. */
  knows(request: ChatRequest, repeat: number): Promise<boolean>;
  /** What requests were sent without. */
  leftOut(): LeftOut;
}

const FROM_CACHE = { cached: true, requests: 0, failedUsage: null } as const;

function nothingRefused(): RefusedSet {
  const names = new Set<string>();
  return { names, add: (name) => void names.add(name) };
}

export function createCaller(options: CallerOptions): Caller {
  const { provider, cache } = options;
  const refused = options.refused ?? nothingRefused();
  const leftOut = new Set<string>();
  const missing = new Set<string>();
  const retry = createRetry(options);
  let everAnswered = false;

  const noteLeftOut = (request: ChatRequest) => {
    for (const name of provider.missingFields?.(request) ?? []) missing.add(name);
    if (refused.names.size === 0) return;
    const fields = new Set(provider.fieldsOf?.(request));
    for (const name of refused.names) if (fields.has(name)) leftOut.add(name);
  };

  return {
    leftOut: () => ({ refused: [...leftOut], missing: [...missing] }),
    knows: async (request, repeat) =>
      (await cache?.has({ provider: provider.id, request, repeat })) ?? false,
    async call(request, context) {
      const { repeat, signal, sending = signal, trial } = context;
      const { once = false, onceLimited = false } = context;
      noteLeftOut(request);
      const asked = { provider: provider.id, request, repeat };
      const known = (await cache?.get(asked)) ?? null;
      if (known) return { completion: withoutReasoning(known), ...FROM_CACHE };
      let requests = 0;
      let failedUsage: Usage | null = null;
      const onCharged = (usage: Usage) => (failedUsage = bothUsages(failedUsage, usage));
      let last: ProviderError | null = null;
      /** What failed and was charged is not lost with the try that was not made any more. */
      const unlessCharged = (thrown: unknown): 'given up' => {
        if (last === null || failedUsage === null) throw thrown;
        return 'given up';
      };
      for (let failures = 1; ; failures++) {
        const guesses = !everAnswered;
        const sent = await attempt(options, request, {
          ...{ call: context, sending, refused, guesses, onCharged },
        }).catch(unlessCharged);
        if (sent === 'given up') return { error: last as ProviderError, requests, failedUsage };
        requests += sent.requests;
        for (const name of sent.learned) leftOut.add(name);
        if ('completion' in sent.result) {
          const { completion } = sent.result;
          everAnswered = true;
          retry.answered();
          await cache?.put(asked, completion);
          const answer = { completion: withoutReasoning(completion), cached: false };
          return { ...answer, requests, failedUsage };
        }
        const { error } = sent.result;
        const isLast = error.failure === 'rate-limited' ? onceLimited : once;
        if (isLast) return { error, requests, failedUsage };
        last = error;
        const goesOn = await retry
          .waitFor(error, failures, { signal: sending, trial })
          .catch(unlessCharged);
        if (goesOn !== true) return { error, requests, failedUsage };
      }
    },
  };
}

interface Attempt {
  readonly call: CallOptions;
  readonly sending: AbortSignal;
  readonly refused: RefusedSet;
  /** An endpoint that took the same fields before means something else. */
  readonly guesses: boolean;
  /** Told what a request took that failed. */
  readonly onCharged: (usage: Usage) => void;
}

/**
 * One request, in a place of the pool, paid from the budget; more where fields are refused. The place is kept meanwhile, so that
 * whoever takes it next knows what was learned.
 */
async function attempt(
  { provider, limiter, budget, onSend }: CallerOptions,
  request: ChatRequest,
  { call: { repeat, signal, trial, onSent }, sending, refused, guesses, onCharged }: Attempt,
): Promise<Sent> {
  const leave = await limiter.enter(sending);
  const onRest = (waitMs: number) => limiter.rest(waitMs);
  const send = async (omit: ReadonlySet<string>): Promise<Completion> => {
    sending.throwIfAborted();
    const estimate = estimateTokens(request);
    const reservation = budget.reserve(estimate);
    if (trial) onSend?.(trial);
    onSent?.();
    try {
      const answer = await provider.complete(request, { repeat, signal, omit, onRest });
      if (answer.latencyMs !== null) limiter.answered(answer.latencyMs);
      const written = (answer.reasoning ?? '') + answer.text;
      const usage = answer.usage ?? estimateUsage(estimate, written);
      reservation.settle(usage);
      return { ...answer, usage };
    } catch (error) {
      const usage = error instanceof ProviderError ? error.usage : null;
      if (usage) onCharged(usage);
      reservation.settle(usage ?? (mayBePaid(error) ? 'unknown' : 'none'));
      throw error;
    }
  };
  try {
    return await sendLearning(send, refused, { guesses });
  } finally {
    leave();
  }
}

/** Whether the model may have worked for a call that came to nothing. What an endpoint refuses costs nothing. */
const mayBePaid = (error: unknown): boolean =>
  !(error instanceof ProviderError) ||
  MAYBE_PAID.has(error.failure) ||
  (error.isInAnswer && PAID_IN_ANSWERS.has(error.failure));

const MAYBE_PAID: ReadonlySet<ProviderFailure> = new Set(['broken-stream', 'timeout']);
/** Of an answer that was under way. */
const PAID_IN_ANSWERS: ReadonlySet<ProviderFailure> = new Set(['content-filter', 'server']);
