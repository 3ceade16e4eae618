/**
 * A limit on calls, tokens, money and time: nothing is sent that could exceed it, as far as the estimate and the calls before can
 * tell. Where a model writes more than was estimated, the calls under way when that is first seen may go beyond it.
 */

import { UserError } from '../errors.js';
import { costOf, NO_TOKENS, totalTokens, type TokenEstimate } from '../plan/callEstimate.js';
import type { BudgetLimits } from '../plan/runSettings.js';
import type { Price } from '../ports/model.js';
import type { Usage } from '../ports/usage.js';
import type { Outcome } from './outcome.js';
import { paidTokensOf, requestsOf } from './paidTokens.js';
import { NO_AUXILIARY_USE, type AuxiliaryUse } from './auxiliaryUse.js';
import { worded, type Worded } from '../say/worded.js';
import { counted } from '../say/plural.js';

const MS_PER_MINUTE = 60_000;

/** By an earlier part of the same run. */
export interface Spent {
  readonly calls: number;
  readonly usd: number;
  readonly tokens?: number;
}

export class BudgetReached extends UserError {
  override readonly name = 'BudgetReached';
}

export interface Budget {
  /** Reserves one request. Throws `BudgetReached` when it could go over a limit. */
  reserve(estimate: TokenEstimate): Reservation;
  /** The same limits on the same calls and money, for a model of another price. Throws `UserError` as `createBudget`. */
  at(price: Price | null): Budget;
}

export interface Reservation {
  /**
   * Replaces the estimate by what was used, also by a call that failed. `none`: the call was refused; `unknown`: it may have been answered before it
   * failed, so that the estimate stays. The call itself stays counted.
   */
  settle(used: Usage | 'none' | 'unknown'): void;
}

/**
 * Money that calls in flight may still cost counts as spent. Throws `UserError` for a money limit without a price.
 * `spent` is what an earlier part of the same run has used, `elapsedMs` the time since this one began.
 */
export function createBudget(
  limits: BudgetLimits,
  price: Price | null,
  spent: Spent,
  elapsedMs: () => number = () => 0,
): Budget {
  let { calls, usd, tokens = 0 } = spent;
  /** The most a call has taken so far: an estimate below it is too low. */
  let most: TokenEstimate = NO_TOKENS;
  const at = (own: Price | null): Budget => {
    if (limits.usd !== null && own === null) {
      throw new UserError(
        worded`A money budget needs a price, and none is known for this model. Add \`price: { input: …, output: … }\` (dollars per million tokens) to it in plumbline.yml, or set a budget of calls.`,
        { commandLine: worded`The option for it is --budget-calls.` },
      );
    }
    return { at, reserve: (estimate) => reserve(estimate, own) };
  };
  function reserve(estimate: TokenEstimate, own: Price | null): Reservation {
    const likely = larger(estimate, most);
    const mostUsd = costOf(likely, own) ?? 0;
    const mostTokens = totalTokens(likely);
    const { minutes = null } = limits;
    if (minutes !== null && elapsedMs() >= minutes * MS_PER_MINUTE)
      throw new BudgetReached(usedUp(counted(minutes, '1 minute', '{n} minutes')));
    if (limits.calls !== null && calls + 1 > limits.calls)
      throw new BudgetReached(usedUp(counted(limits.calls, '1 call', '{n} calls')));
    if (typeof limits.tokens === 'number' && tokens + mostTokens > limits.tokens)
      throw new BudgetReached(tooManyTokens(limits.tokens, tokens));
    if (limits.usd !== null && usd + mostUsd > limits.usd)
      throw new BudgetReached(tooMuchMoney(limits.usd, usd.toFixed(4)));
    calls += 1;
    usd += mostUsd;
    tokens += mostTokens;
    return {
      settle(used) {
        if (used === 'unknown') return;
        if (used !== 'none') most = larger(used, most);
        usd += (used === 'none' ? 0 : (costOf(used, own) ?? 0)) - mostUsd;
        tokens += (used === 'none' ? 0 : totalTokens(used)) - mostTokens;
      },
    };
  }
  return at(price);
}

/** What the earlier part of a run has used counts against the same budget. `side`: beside the trials, at a price of its own. */
export function spentBy(
  earlier: readonly Outcome[],
  price: Price | null,
  side: { readonly use: AuxiliaryUse; readonly price: Price | null } = {
    use: NO_AUXILIARY_USE,
    price: null,
  },
): Required<Spent> {
  return earlier.reduce(
    (sum, outcome) => ({
      tokens: sum.tokens + totalTokens(paidTokensOf(outcome)),
      calls: sum.calls + requestsOf(outcome),
      usd: sum.usd + (costOf(paidTokensOf(outcome), price) ?? 0),
    }),
    {
      calls: side.use.requests,
      usd: costOf(side.use, side.price) ?? 0,
      tokens: totalTokens(side.use),
    },
  );
}

const larger = (a: TokenEstimate, b: TokenEstimate): TokenEstimate => ({
  promptTokens: Math.max(a.promptTokens, b.promptTokens),
  completionTokens: Math.max(a.completionTokens, b.completionTokens),
});

const usedUp = (what: Worded | string): Worded => worded`The budget of ${what} is used up.`;
const tooManyTokens = (most: number, used: number): Worded =>
  worded`The next call could exceed the budget of ${most} tokens: ${used} are used or reserved for calls under way.`;
const tooMuchMoney = (most: number, spent: string): Worded =>
  worded`The next call could exceed the budget of $${most}: $${spent} are spent or reserved for calls under way.`;

/** Templates of what a run says that reached its budget. Reports keep the sentences in English. */
export const budgetTemplates = (): readonly string[] =>
  [usedUp(''), tooManyTokens(0, 0), tooMuchMoney(0, '')].map((said) =>
    said((template) => template),
  );
