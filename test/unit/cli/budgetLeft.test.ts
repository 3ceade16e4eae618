import { describe, expect, it } from 'vitest';
import { budgetLeft, NOTHING_SPENT } from '../../../src/cli/tools/budgetLeft.js';

describe('what rounds leave of a budget', () => {
  it('is less of every limit there is, and never below nothing', () => {
    const limits = { calls: 10, usd: 0.5, tokens: null, minutes: 2, confirmAboveUsd: 1 };
    const spent = { calls: 4, usd: 0.75, tokens: 500, minutes: 0.5 };
    expect(budgetLeft(limits, spent)).toEqual({ ...limits, calls: 6, usd: 0, minutes: 1.5 });
    expect(budgetLeft({ calls: null, usd: null }, spent)).toEqual({ calls: null, usd: null });
    expect(budgetLeft(limits, NOTHING_SPENT)).toEqual(limits);
  });
});
