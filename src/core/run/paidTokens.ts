import { bothTokens, type PaidTokens } from '../plan/callEstimate.js';
import type { Usage } from '../ports/usage.js';
import type { Outcome } from './outcome.js';

const NOTHING = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };

/** Sum of two counts, each with what came from a prefix cache. */
export const bothPaid = (a: PaidTokens, b: PaidTokens): Required<PaidTokens> => ({
  ...bothTokens(a, b),
  cachedTokens: (a.cachedTokens ?? 0) + (b.cachedTokens ?? 0),
});

/** What a trial took: its answer, unless that is from the cache, and requests that failed but were charged. */
export function paidTokensOf(outcome: Outcome): Required<PaidTokens> {
  if (outcome.status === 'skipped') return NOTHING;
  const answer = outcome.status === 'completed' && !outcome.cached ? outcome.usage : null;
  return bothPaid(answer ?? NOTHING, outcome.failedUsage ?? NOTHING);
}

/** Null where neither is known. */
export function bothUsages(a: Usage | null, b: Usage | null): Usage | null {
  if (!a || !b) return a ?? b;
  const isUntold = a.cachedTokens === null && b.cachedTokens === null;
  return isUntold ? { ...bothTokens(a, b), cachedTokens: null } : bothPaid(a, b);
}
