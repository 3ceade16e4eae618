/** What a plan takes at most, before anything is sent. */

import type { Price } from '../ports/model.js';
import {
  bothCosts,
  bothTokens,
  costOf,
  estimateTokens,
  NO_TOKENS,
  type TokenEstimate,
} from './estimate.js';
import { estimateGrading } from './graderCalls.js';
import { estimateComparing } from './meaningCalls.js';
import type { Plan } from './planRun.js';

export interface PlanEstimate extends TokenEstimate {
  /** Trials, grading calls and those that compare meanings. */
  readonly calls: number;
  /** Of the judge. */
  readonly judgeCalls: number;
  /** US dollars at most; null where the price is unknown. */
  readonly costUsd: number | null;
}

const NO_CALLS = { ...NO_TOKENS, calls: 0 };

/** An upper bound: a deterministic server and the cache reduce it. `judgePrice` is the judge model's. */
export function estimatePlan(
  plan: Plan,
  price: Price | null,
  judgePrice: Price | null,
): PlanEstimate {
  const grading = estimateGrading(plan.prompt, plan.trials);
  const comparing = plan.comparesMeaning ? estimateComparing(plan.trials) : NO_CALLS;
  const judging = bothTokens(grading, comparing);
  const judgeCalls = grading.calls + comparing.calls;
  const asking = plan.trials
    .map((trial) => estimateTokens(plan.requestOf(trial)))
    .reduce(bothTokens, NO_TOKENS);
  return {
    ...bothTokens(asking, judging),
    calls: plan.trials.length + judgeCalls,
    judgeCalls,
    costUsd: bothCosts(costOf(asking, price), judgeCalls === 0 ? 0 : costOf(judging, judgePrice)),
  };
}
