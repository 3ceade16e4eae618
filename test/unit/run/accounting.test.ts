import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../src/core/ports/usage.js';
import { completedOf, costUsdOf, totalsOf, usageOf } from '../../../src/core/run/accounting.js';
import { NO_AUXILIARY_USE } from '../../../src/core/run/auxiliaryUse.js';
import { BudgetReached, createBudget, spentBy } from '../../../src/core/run/budget.js';
import type { CompletedOutcome, Outcome } from '../../../src/core/run/outcome.js';
import { outcomesOf, simulationPlan } from '../../support/simulatedRuns.js';
import { tokensPerCall } from '../../../src/core/run/tokensPerCall.js';

const plan = simulationPlan(1);
const usage = (promptTokens: number, completionTokens: number): Usage => ({
  promptTokens,
  completionTokens,
  cachedTokens: null,
});
const [first, second, third, fourth] = completedOf([
  ...outcomesOf(plan.trials, () => 'right').values(),
]) as [CompletedOutcome, CompletedOutcome, CompletedOutcome, CompletedOutcome];
const place = { variant: 'original', shots: 'file', case: '1', repeat: 1 } as const;

/** Asked twice, from the cache, failed at the third attempt, and never asked. */
const outcomes: readonly Outcome[] = [
  { ...first, usage: usage(100, 10), requests: 2 },
  { ...second, usage: usage(1000, 1000), cached: true, requests: 0 },
  { ...third, usage: usage(60, 30), requests: 1 },
  { ...fourth, usage: null, requests: 1 },
  { ...place, status: 'failed', error: 'HTTP 500', requests: 3 } as Outcome,
  { ...place, status: 'skipped', reason: 'budget' } as Outcome,
];
const passes = [{ outcomes, stopped: null, deterministic: false }];
const PRICE = { input: 10, output: 100 };
const use = { requests: 5, promptTokens: 200, completionTokens: 20, cachedTokens: 0 };
const endpoint = { id: 'e', recorded: null, concurrency: 1, notes: [] };

describe('what a run took', () => {
  it('is counted once from its outcomes, with the auxiliary calls', () => {
    expect(totalsOf({ passes, auxiliaryUse: use })).toEqual({
      planned: 6,
      completed: 4,
      failed: 1,
      skipped: 1,
      cached: 1,
      requests: 5 + 2 + 0 + 1 + 1 + 3,
      retries: 1 + 2,
    });
  });

  it('costs nothing again for answers from the cache', () => {
    expect(usageOf({ passes, auxiliaryUse: NO_AUXILIARY_USE })).toEqual({
      promptTokens: 160,
      completionTokens: 40,
    });
  });

  it('costs what each model costs, and nothing that can be said where a price is missing', () => {
    const costAt = (auxiliaryPrice: typeof PRICE | null, auxiliaryUse = use) =>
      costUsdOf({
        ...{ passes, auxiliaryUse },
        endpoint: { ...endpoint, price: PRICE, auxiliaryPrice },
      });
    expect(costAt({ input: 1, output: 1 })).toBeCloseTo((1600 + 4000 + 220) / 1e6, 12);
    expect(costAt(null)).toBeNull();
    expect(costAt(null, NO_AUXILIARY_USE)).toBeCloseTo(5600 / 1e6, 12);
  });

  it('includes requests that failed but were charged, whatever came of the trial', () => {
    const failedUsage = { promptTokens: 7, completionTokens: 1, cachedTokens: 2 };
    const charged = outcomes.map((each) =>
      each.status === 'skipped' ? each : { ...each, failedUsage },
    );
    expect(
      usageOf({ passes: [{ ...passes[0]!, outcomes: charged }], auxiliaryUse: NO_AUXILIARY_USE }),
    ).toEqual({ promptTokens: 160 + 5 * 7, completionTokens: 40 + 5 });
    expect(spentBy(charged, PRICE).tokens).toBe(200 + 5 * 8);
  });

  it('is a mean for each few-shot configuration, over the calls that came with a usage', () => {
    const [result] = passes as [(typeof passes)[number]];
    expect(tokensPerCall({ plan, result })).toEqual({ file: (110 + 2000 + 90) / 3 });
    const none = { ...result, outcomes: [fourth] };
    expect(tokensPerCall({ plan, result: none })).toEqual({ file: null });
  });
});

describe('what an earlier part of a run has spent', () => {
  it('is its requests and its tokens that were paid for', () => {
    expect(spentBy(outcomes, PRICE)).toEqual({
      calls: 7,
      usd: (1600 + 4000) / 1e6,
      tokens: 200,
    });
    const side = { use, price: { input: 1, output: 2 } };
    expect(spentBy(outcomes, PRICE, side)).toEqual({
      calls: 12,
      usd: (5600 + 240) / 1e6,
      tokens: 420,
    });
    expect(spentBy(outcomes, null, { use, price: null })).toEqual({
      calls: 12,
      usd: 0,
      tokens: 420,
    });
  });
});

describe('a budget', () => {
  const NOTHING = { calls: 0, usd: 0 };
  const estimate = { promptTokens: 0, completionTokens: 10_000 };

  it('lets the last call through that fits, and no other', () => {
    const budget = createBudget({ calls: 2, usd: null }, null, { calls: 1, usd: 0 });
    budget.reserve(estimate);
    expect(() => budget.reserve(estimate)).toThrow(BudgetReached);
  });

  it('counts what is in flight as spent, until it is known what it took', () => {
    const budget = createBudget({ calls: null, usd: 2 }, PRICE, NOTHING);
    const [one, two] = [budget.reserve(estimate), budget.reserve(estimate)];
    expect(() => budget.reserve(estimate)).toThrow('$2.0000 are spent');
    one.settle(usage(0, 5_000));
    expect(() => budget.reserve(estimate)).toThrow('$1.5000 are spent');
    two.settle('none');
    expect(() => budget.reserve(estimate)).not.toThrow();
  });

  it('sends nothing more when its time is over', () => {
    let now = 0;
    const limits = { calls: null, usd: null, minutes: 2 };
    const budget = createBudget(limits, null, NOTHING, () => now);
    now = 119_999;
    budget.reserve(estimate);
    now = 120_000;
    expect(() => budget.reserve(estimate)).toThrow('The budget of 2 minutes is used up.');
    expect(() => budget.at(PRICE).reserve(estimate)).toThrow(BudgetReached);
  });

  it('is one budget for models of different prices', () => {
    const budget = createBudget({ calls: null, usd: 2 }, PRICE, NOTHING);
    const dear = budget.at({ input: 0, output: 200 });
    const held = dear.reserve(estimate);
    expect(() => budget.reserve(estimate)).toThrow('$2.0000 are spent');
    held.settle(usage(0, 2_500));
    expect(() => dear.reserve(estimate)).toThrow('$0.5000 are spent');
    expect(() => budget.reserve(estimate)).not.toThrow();
    expect(() => budget.at(null)).toThrow('needs a price');
  });
});
