/** What trials took: in the part of the run that brought their outcome, and in those before it. */

import { bothTokens, type PaidTokens } from '../plan/callEstimate.js';
import { trialKey } from '../plan/trial.js';
import type { Usage } from '../ports/usage.js';
import type { Attempts, Outcome } from './outcome.js';

const NOTHING = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };

/** Sum of two counts, each with what came from a prefix cache. */
export const bothPaid = (a: PaidTokens, b: PaidTokens): Required<PaidTokens> => ({
  ...bothTokens(a, b),
  cachedTokens: (a.cachedTokens ?? 0) + (b.cachedTokens ?? 0),
});

/** Its answer, unless that is from the cache, and requests that were charged though they failed or were made again. */
export const paidTokensOf = (outcome: Outcome): Required<PaidTokens> =>
  bothPaid(NOTHING, paidUsage(outcome) ?? NOTHING);

/** HTTP requests, retries included. */
export const requestsOf = (outcome: Outcome): number =>
  (outcome.status === 'skipped' ? 0 : outcome.requests) + (outcome.earlier?.requests ?? 0);

/** What a trial took, for its outcome when it is asked again; null where nothing was sent. */
export function attemptsFor(outcome: Outcome): Attempts | null {
  const attempts = { requests: requestsOf(outcome), usage: paidUsage(outcome) };
  return attempts.requests > 0 ? attempts : null;
}

/** The same by trial key. */
export const attemptsOf = (outcomes: readonly Outcome[]): ReadonlyMap<string, Attempts> =>
  new Map(
    outcomes.flatMap((outcome) => {
      const attempts = attemptsFor(outcome);
      return attempts ? [[trialKey(outcome), attempts]] : [];
    }),
  );

/** Null where neither is known. */
export function bothUsages(a: Usage | null, b: Usage | null): Usage | null {
  if (!a || !b) return a ?? b;
  const isUntold = a.cachedTokens === null && b.cachedTokens === null;
  return isUntold ? { ...bothTokens(a, b), cachedTokens: null } : bothPaid(a, b);
}

function paidUsage(outcome: Outcome): Usage | null {
  if (outcome.status === 'skipped') return outcome.earlier?.usage ?? null;
  const answer = outcome.status === 'completed' && !outcome.cached ? outcome.usage : null;
  const { failedUsage = null, earlier } = outcome;
  return bothUsages(bothUsages(answer, failedUsage), earlier?.usage ?? null);
}
