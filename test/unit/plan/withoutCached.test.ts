import { expect, it } from 'vitest';
import { withoutCached, type PlanEstimate } from '../../../src/core/plan/planEstimate.js';

const estimate: PlanEstimate = {
  ...{ calls: 8, judgeCalls: 0, paraphraseCalls: 0, exampleCalls: 0 },
  ...{ promptTokens: 700, completionTokens: 101, costUsd: 0.4 },
};

it.each([
  [0, { calls: 8, tokens: 801, costUsd: 0.4 }],
  [6, { calls: 2, tokens: 200, costUsd: 0.1 }],
  [8, { calls: 0, tokens: 0, costUsd: 0 }],
])('what is left of an estimate without %i cached calls', (cached, left) => {
  expect(withoutCached(estimate, cached)).toEqual(left);
});

it('has no cost where there is no price, and nothing left of nothing', () => {
  expect(withoutCached({ ...estimate, costUsd: null }, 2).costUsd).toBeNull();
  expect(withoutCached({ ...estimate, calls: 0, costUsd: 0 }, 0)).toMatchObject({
    calls: 0,
    costUsd: 0,
  });
});
