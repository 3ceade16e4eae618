import { describe, expect, it } from 'vitest';
import { callTimes } from '../../../../src/core/studies/sensitivity/callTimes.js';
import { callsChart } from '../../../../src/core/report/html/callsChart.js';
import { english } from '../../../../src/core/say/say.js';
import { sampleReport } from '../../../support/sampleReport.js';

const report = await sampleReport();
const [outcome] = report.outcomes;
if (!outcome) throw new Error('no outcome');
const call = (latencyMs: number | null, part: Partial<typeof outcome> = {}) => ({
  ...{ ...outcome, latencyMs, ttftMs: null, cached: false, requests: 1 },
  ...part,
});
const timesOf = (...outcomes: ReturnType<typeof call>[]) =>
  callTimes({ ...report, outcomes }, english);

describe('how long calls took', () => {
  it('is told by the half and nineteen of twenty, with the slowest first', () => {
    const twenty = Array.from({ length: 20 }, (_, at) => call((at + 1) * 100));
    const times = timesOf(...twenty);
    expect(times?.sentence).toBe(
      'Of 20 calls that were timed, half took at most 1.00 s, and 95 % at most 1.90 s.',
    );
    expect(times?.rows.map(({ latencyMs }) => latencyMs)).toEqual(
      [20, 19, 18, 17, 16, 15, 14, 13, 12, 11].map((each) => each * 100),
    );
  });

  it('names those that were sent again, however quick, and when answers began', () => {
    const quick = call(50, { requests: 3, ttftMs: 20 });
    const times = timesOf(...Array.from({ length: 12 }, () => call(100)), quick);
    expect(times?.sentence).toMatch(/Half of the answers began within 0\.02 s\. Sent again: 1\.$/);
    expect(times?.rows.at(-1)).toMatchObject({ requests: 3, latencyMs: 50 });
    expect(callsChart(times?.rows ?? []).text).toContain('0.05 s, 3 requests');
  });

  it('is not told of answers that took no call', () => {
    expect(timesOf(call(100, { cached: true }), call(null), call(5, { requests: 0 }))).toBeNull();
  });
});
