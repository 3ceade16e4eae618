import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/api/checkOptions.js';

describe('options of evaluate', () => {
  it.each([
    [{ repeats: -1 }, 'repeats is -1. It has to be a whole number of at least 1.'],
    [{ sample: 0 }, 'sample is 0.'],
    [{ concurrency: 1.5 }, 'concurrency is 1.5.'],
    [{ repeats: NaN }, 'repeats is NaN.'],
    [{ budget: { calls: 0 } }, 'budget.calls is 0. It has to be more than 0.'],
    [{ budget: { usd: NaN } }, 'budget.usd is NaN.'],
    [{ api: 'completions' as 'chat' }, 'api is completions. It has to be chat or responses.'],
  ])('refuse what no run could be made with: %j', (options, message) => {
    expect(() => checkOptions(options)).toThrow(message);
  });

  it('may be absent, or anything a run can be made with', () => {
    expect(() => checkOptions({})).not.toThrow();
    expect(() =>
      checkOptions({ repeats: 1, sample: 3, concurrency: 8, budget: { calls: 1, usd: 0.01 } }),
    ).not.toThrow();
  });
});
