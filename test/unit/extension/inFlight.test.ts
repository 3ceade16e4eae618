import { describe, expect, it } from 'vitest';
import { InFlight } from '../../../src/extension/inFlight.js';

describe('work under way', () => {
  it('is shared by whoever asks for the same, and done again afterwards', async () => {
    const shared = new InFlight<number>();
    let times = 0;
    const work = async () => ++times;
    const ask = (of = 'text') => shared.share('a', of, work);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });

  it('is not shared with other work, nor under another key', async () => {
    const shared = new InFlight<string>();
    const asked = (['a', 'a', 'b'] as const).map((key, index) =>
      shared.share(key, index === 0 ? 'old' : 'new', async () => `${key}${index}`),
    );
    expect(await Promise.all(asked)).toEqual(['a0', 'a1', 'b2']);
  });

  it('that failed is done again', async () => {
    const shared = new InFlight<number>();
    await expect(shared.share('a', '', () => Promise.reject(new Error('no')))).rejects.toThrow();
    expect(await shared.share('a', '', async () => 1)).toBe(1);
  });
});
