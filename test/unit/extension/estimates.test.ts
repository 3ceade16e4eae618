import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../../src/extension/entry.js';
import { Estimates, toldOf } from '../../../src/extension/estimates.js';

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

describe('the estimate of a text', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const entryOf = (text: string, runs = 0): Entry =>
    ({
      uri: { scheme: 'file', toString: () => 'file:///a.prompt.yml' },
      prompt: { text },
      place: {},
      history: Array(runs).fill({}),
    }) as unknown as Entry;

  function world() {
    const worked: string[] = [];
    const state = { model: 'm', ready: 0 };
    const estimates = new Estimates({
      model: () => state.model,
      work: async ({ prompt }) => {
        const { text } = prompt as unknown as { text: string };
        worked.push(text);
        return { ...estimate, costUsd: null, calls: Number(text) };
      },
      onReady: () => void (state.ready += 1),
    });
    const title = async (entry: Entry) => (await estimates.of(entry))?.title ?? null;
    return { worked, state, title };
  }

  it('is worked out once typing rests, for the newest text only', async () => {
    const { worked, title } = world();
    for (const text of ['1', '2', '3']) {
      expect(await title(entryOf(text))).toBeNull();
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(worked).toEqual([]);
    const newest = entryOf('4');
    await title(newest);
    await vi.advanceTimersByTimeAsync(1000);
    expect(worked).toEqual(['4']);
    expect(await title(newest)).toBe('up to 4 calls');
    await vi.advanceTimersByTimeAsync(5000);
    expect(worked).toEqual(['4']);
  });

  it('of the text before stays until the new one is known, but not that of another model', async () => {
    const { state, title } = world();
    await title(entryOf('1'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.ready).toBe(1);
    const next = entryOf('22');
    expect(await title(next)).toBe('up to 1 call');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await title(next)).toBe('up to 22 calls');
    state.model = 'other';
    expect(await title(next)).toBeNull();
  });

  it('is worked out again after a run', async () => {
    const { worked, title } = world();
    const entry = entryOf('1');
    await title(entry);
    await vi.advanceTimersByTimeAsync(1000);
    await title({ ...entry, history: [{}] as never });
    await vi.advanceTimersByTimeAsync(1000);
    expect(worked).toEqual(['1', '1']);
  });
});
