/** What a run took: calls, tokens and money. Everything is counted from the outcomes, so that totals and rows agree. */

import {
  bothCosts,
  bothTokens,
  costOf,
  NO_TOKENS,
  totalTokens,
  type PaidTokens,
} from '../plan/callEstimate.js';
import type { CompletedOutcome, Outcome } from './outcome.js';
import { bothPaid, paidTokensOf, requestsOf } from './paidTokens.js';
import type { RunFacts } from './runFacts.js';

export interface Totals {
  readonly planned: number;
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cached: number;
  /** HTTP requests, retries and auxiliary calls included. */
  readonly requests: number;
  /** Requests of a trial after its first, in whichever part of the run. */
  readonly retries: number;
}

export interface TokenTotals {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export const completedOf = (outcomes: readonly Outcome[]): CompletedOutcome[] =>
  outcomes.filter((outcome): outcome is CompletedOutcome => outcome.status === 'completed');

const allOutcomes = ({ passes }: Pick<RunFacts, 'passes'>) =>
  passes.flatMap(({ outcomes }) => outcomes);

export function totalsOf(facts: Pick<RunFacts, 'passes' | 'auxiliaryUse'>): Totals {
  const all = allOutcomes(facts);
  const tried = all.filter((outcome) => outcome.status !== 'skipped');
  const completed = completedOf(all);
  return {
    planned: all.length,
    completed: completed.length,
    failed: tried.length - completed.length,
    skipped: all.length - tried.length,
    cached: completed.filter(({ cached }) => cached).length,
    requests: all.reduce((sum, each) => sum + requestsOf(each), facts.auxiliaryUse.requests),
    retries: all.reduce((sum, each) => sum + Math.max(0, requestsOf(each) - 1), 0),
  };
}

/** Cached answers cost nothing again. */
const trialTokens = (facts: Pick<RunFacts, 'passes'>): PaidTokens =>
  allOutcomes(facts).reduce<PaidTokens>(
    (sum, each) => bothPaid(sum, paidTokensOf(each)),
    NO_TOKENS,
  );

export const usageOf = (facts: Pick<RunFacts, 'passes' | 'auxiliaryUse'>): TokenTotals =>
  bothTokens(trialTokens(facts), facts.auxiliaryUse);

/** US dollars; null where a price is unknown. */
export function costUsdOf(
  facts: Pick<RunFacts, 'passes' | 'auxiliaryUse' | 'endpoint'>,
): number | null {
  const { auxiliaryUse, endpoint } = facts;
  const nothing = totalTokens(auxiliaryUse) === 0;
  return bothCosts(
    costOf(trialTokens(facts), endpoint.price),
    nothing ? 0 : costOf(auxiliaryUse, endpoint.auxiliaryPrice),
  );
}
