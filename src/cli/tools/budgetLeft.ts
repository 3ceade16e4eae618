import type { BudgetLimits } from '../../core/plan/runSettings.js';

export interface SpentSoFar {
  readonly calls: number;
  readonly tokens: number;
  readonly usd: number;
  readonly minutes: number;
}

export const NOTHING_SPENT: SpentSoFar = { calls: 0, tokens: 0, usd: 0, minutes: 0 };

/** What rounds of one run leave of each limit, at least 0. */
export function budgetLeft<B extends BudgetLimits>(limits: B, spent: SpentSoFar): B {
  const left = (['calls', 'tokens', 'usd', 'minutes'] as const).flatMap((kind) => {
    const limit = limits[kind];
    return typeof limit === 'number'
      ? [[kind, rounded(Math.max(0, limit - spent[kind]))] as const]
      : [];
  });
  return { ...limits, ...Object.fromEntries(left) };
}

/** It is shown to people. */
const rounded = (amount: number) => Math.round(amount * 10_000) / 10_000;
