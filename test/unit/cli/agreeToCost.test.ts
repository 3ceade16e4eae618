import { describe, expect, it, vi } from 'vitest';
import { reasonToAsk } from '../../../src/cli/agreeToCost.js';
import type { Preflight } from '../../../src/core/run/runHost.js';

/** A run of eight calls, of which six are in the cache. */
function preflight(budget: { confirmAboveUsd?: number; usd?: number }, costUsd: number | null) {
  const cachedCalls = vi.fn(() => Promise.resolve(6));
  const estimate = { calls: 8, promptTokens: 700, completionTokens: 100, costUsd };
  const design = { estimate, settings: { budget: { calls: null, usd: null, ...budget } } };
  return { asked: { design, cachedCalls } as unknown as Preflight, cachedCalls };
}

describe('a run that may cost more than was allowed', () => {
  it('is asked about where the calls that are not in the cache may', async () => {
    const dear = preflight({ confirmAboveUsd: 0.5 }, 4);
    expect(await reasonToAsk(dear.asked)).toContain('$1.00');
    const unpriced = preflight({ confirmAboveUsd: 0.5 }, null);
    expect(await reasonToAsk(unpriced.asked)).toContain('price of this model is unknown');
    const cheap = preflight({ confirmAboveUsd: 1 }, 4);
    expect(await reasonToAsk(cheap.asked)).toBeNull();
  });

  it('has no call looked up in the cache where all of them together cost no more', async () => {
    for (const { asked, cachedCalls } of [
      preflight({}, 4),
      preflight({ confirmAboveUsd: 4 }, 4),
      preflight({ confirmAboveUsd: 1, usd: 0.5 }, null),
    ]) {
      expect(await reasonToAsk(asked)).toBeNull();
      expect(cachedCalls).not.toHaveBeenCalled();
    }
  });
});
