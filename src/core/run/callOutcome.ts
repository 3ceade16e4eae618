import { addressOf, type TrialAddress } from '../plan/trial.js';
import type { CallResult } from './caller.js';
import type { Attempts, CompletedOutcome, FailedOutcome } from './outcome.js';
import { withDefined } from './withDefined.js';

type Unplaced<O> = Omit<O, keyof TrialAddress>;

/** What came of a call, whoever made it. */
export type CallOutcome = Unplaced<CompletedOutcome> | Unplaced<FailedOutcome>;

export function callOutcome(result: CallResult): CallOutcome {
  const failedUsage = result.failedUsage ?? undefined;
  if ('error' in result) {
    const { message, failure, status: httpStatus } = result.error;
    return withDefined(
      { status: 'failed', error: message, failure, requests: result.requests },
      { httpStatus: httpStatus ?? undefined, failedUsage },
    );
  }
  const { completion, cached, requests } = result;
  const { text, finishReason, tokens, usage, latencyMs, ttftMs, servedBy } = completion;
  const { reasoning, leftOut } = completion;
  return withDefined(
    {
      status: 'completed',
      text,
      finishReason,
      tokens,
      usage,
      latencyMs,
      ttftMs,
      servedBy: [servedBy.model, servedBy.fingerprint].filter(Boolean).join(' ') || null,
      cached,
      requests,
    },
    { reasoning, leftOut, failedUsage },
  );
}

/** The same of a trial. `earlier`: what it took in earlier parts of its run. */
export function trialOutcome(
  trial: TrialAddress,
  result: CallResult,
  earlier: Attempts | undefined,
): CompletedOutcome | FailedOutcome {
  const of = callOutcome(result);
  if (of.status === 'failed') return withDefined({ ...addressOf(trial), ...of }, { earlier });
  const { reasoning, leftOut, failedUsage } = of;
  return withDefined(
    {
      variant: trial.variant,
      shots: trial.shots,
      case: trial.case,
      repeat: trial.repeat,
      status: of.status,
      text: of.text,
      finishReason: of.finishReason,
      tokens: of.tokens,
      usage: of.usage,
      latencyMs: of.latencyMs,
      ttftMs: of.ttftMs,
      servedBy: of.servedBy,
      cached: of.cached,
      requests: of.requests,
    },
    { reasoning, leftOut, failedUsage, earlier },
  );
}
