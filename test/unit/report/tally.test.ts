import { describe, expect, it } from 'vitest';
import { tallyOf } from '../../../src/core/report/tally.js';
import type { Outcome } from '../../../src/core/run/outcome.js';

const answered: Outcome = {
  ...{ variant: 'original', shots: 'file', case: '1', repeat: 1, status: 'completed', text: 'x' },
  ...{ finishReason: 'stop', tokens: null, usage: null, latencyMs: 1, ttftMs: null },
  ...{ servedBy: null, cached: false, requests: 1 },
};
const after = (calls: number, elapsedMs: number) => {
  const tally = tallyOf(100, null);
  for (let call = 0; call < calls; call++) tally.add({ ...answered });
  return tally.facts(elapsedMs).filter((fact) => fact.includes('left'));
};

describe('the time a run has left', () => {
  it('is told once the first calls are over', () => {
    expect(after(3, 30_000)).toEqual([]);
    expect(after(20, 2_000)).toEqual([]);
    expect(after(20, 10_000)).toEqual(['40 s left at most']);
  });
});
