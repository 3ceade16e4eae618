import { describe, expect, it } from 'vitest';
import { tallyOf } from '../../../src/core/report/tally.js';
import type { Outcome } from '../../../src/core/run/outcome.js';
import { completion } from '../../support/fakes.js';

const ANSWERED: Outcome = {
  ...{ variant: 'original', shots: 'file', case: '1', repeat: 1, status: 'completed' },
  ...completion('x'),
  ...{ servedBy: 'm', cached: false, requests: 1 },
};

describe('a tally', () => {
  it('names the speed of a model that is asked, and none of answers that are replayed', () => {
    const tally = tallyOf(10, null);
    tally.add(ANSWERED);
    expect(tally.facts(500)).toContain('2.0 calls/s');
    expect(tally.facts(0.4).join(' ')).not.toContain('calls/s');
  });

  it('counts what an earlier part of the run answered as done, and not as speed', () => {
    const tally = tallyOf(10, null, [ANSWERED]);
    tally.add(ANSWERED);
    expect(tally.done).toBe(1);
    expect(tally.facts(500).join(' ')).not.toContain('calls/s');
    tally.add({ ...ANSWERED });
    expect(tally.facts(500)).toContain('2.0 calls/s');
  });
});
