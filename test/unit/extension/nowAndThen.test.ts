import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nowAndThen } from '../../../src/extension/nowAndThen.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('numbers shown now and then', () => {
  it('are shown at first, and the newest of a burst though nothing comes after it', () => {
    const shown: number[] = [];
    const partial = nowAndThen<number>((each) => shown.push(each));
    for (const answers of [1, 2, 3]) partial.offer(() => answers);
    expect(shown).toEqual([1]);
    vi.advanceTimersByTime(999);
    expect(shown).toEqual([1]);
    vi.advanceTimersByTime(1);
    expect(shown).toEqual([1, 3]);
    vi.advanceTimersByTime(60_000);
    expect(shown).toEqual([1, 3]);
    partial.offer(() => 4);
    expect(shown).toEqual([1, 3, 4]);
  });

  it('come the more rarely the longer they take to compute', () => {
    const shown: number[] = [];
    const partial = nowAndThen<number>((each) => shown.push(each));
    partial.offer(() => {
      vi.setSystemTime(Date.now() + 500);
      return 1;
    });
    partial.offer(() => 2);
    vi.advanceTimersByTime(9_999);
    expect(shown).toEqual([1]);
    vi.advanceTimersByTime(1);
    expect(shown).toEqual([1, 2]);
  });

  it('are not shown after the end, when the result is there', () => {
    const shown: number[] = [];
    const partial = nowAndThen<number>((each) => shown.push(each));
    partial.offer(() => 1);
    partial.offer(() => 2);
    partial.end();
    vi.advanceTimersByTime(60_000);
    expect(shown).toEqual([1]);
  });
});
