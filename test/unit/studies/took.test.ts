import { describe, expect, it } from 'vitest';
import { tookOf } from '../../../src/core/studies/baseline/took.js';
import { sampleReport } from '../../support/sampleReport.js';

const report = await sampleReport();
const [outcome] = report.outcomes;
if (!outcome) throw new Error('no outcome');
const timed = (latencyMs: number | null, cached = false) => ({ ...outcome, latencyMs, cached });
const sent = {
  ...report,
  totals: { ...report.totals, requests: 4 },
  usage: { promptTokens: 30, completionTokens: 10 },
};

describe('what a call of a measurement took', () => {
  it('is the mean of tokens and price over all requests, and the median of the times', () => {
    const outcomes = [timed(100), timed(400), timed(200), timed(9000, true), timed(null)];
    expect(tookOf({ ...sent, outcomes, costUsd: 0.00123456 })).toEqual({
      ...{ requests: 4, tokensPerCall: 10, usdPerCall: 0.0003086, latencyMs: 200 },
    });
    expect(tookOf({ ...sent, outcomes: [timed(100), timed(200)] })?.latencyMs).toBe(150);
  });

  it('is unknown part by part', () => {
    const usage = { promptTokens: 0, completionTokens: 0 };
    expect(tookOf({ ...sent, usage, costUsd: null, outcomes: [timed(null)] })).toEqual({
      ...{ requests: 4, tokensPerCall: null, usdPerCall: null, latencyMs: null },
    });
  });

  it('is nothing where every answer came from the cache', () => {
    expect(tookOf({ ...sent, totals: { ...report.totals, requests: 0 } })).toBeNull();
  });
});
