import type { TrialAddress } from '../plan/trial.js';
import type { CallResult } from './caller.js';
import type { CompletedOutcome, FailedOutcome } from './outcome.js';

type Unplaced<O> = Omit<O, keyof TrialAddress>;

/** What came of a call, whoever made it. */
export type CallOutcome = Unplaced<CompletedOutcome> | Unplaced<FailedOutcome>;

export function callOutcome(result: CallResult): CallOutcome {
  const failed = result.failedUsage ? { failedUsage: result.failedUsage } : {};
  if ('error' in result) {
    const { message, failure, status: httpStatus } = result.error;
    return {
      ...{ status: 'failed', error: message, failure, requests: result.requests },
      ...(httpStatus === null ? {} : { httpStatus }),
      ...failed,
    };
  }
  const { completion, cached, requests } = result;
  const { text, finishReason, tokens, usage, latencyMs, ttftMs, servedBy } = completion;
  const { reasoning, leftOut } = completion;
  return {
    status: 'completed',
    text,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(leftOut === undefined ? {} : { leftOut }),
    finishReason,
    tokens,
    usage,
    latencyMs,
    ttftMs,
    servedBy: [servedBy.model, servedBy.fingerprint].filter(Boolean).join(' ') || null,
    cached,
    requests,
    ...failed,
  };
}
