import { describe, expect, it } from 'vitest';
import { toldOf } from '../../../src/extension/estimates.js';

const estimate = { calls: 288, tokens: 12_345, costUsd: 0.021, model: 'gpt', findings: () => [] };

describe('what a run takes', () => {
  it('stands in the lens as calls and cost, and with its tokens in the hover', async () => {
    expect(await toldOf(estimate)).toEqual({
      title: 'up to 288 calls, $0.02',
      tooltip: 'gpt: up to 288 calls, about 12,345 tokens, $0.02',
    });
  });

  it('names no cost that is unknown or nothing, and no calls where all answers are cached', async () => {
    expect((await toldOf({ ...estimate, costUsd: null })).title).toBe('up to 288 calls');
    expect((await toldOf({ ...estimate, costUsd: 0 })).title).toBe('up to 288 calls');
    expect((await toldOf({ ...estimate, calls: 0, costUsd: 0 })).title).toBe('no new calls');
  });
});
