import { describe, expect, it } from 'vitest';
import { cacheLines } from '../../../src/core/run/cacheLines.js';
import { bytesText } from '../../../src/core/text/bytes.js';
import { completion, HELLO, memoryCache } from '../../support/fakes.js';

const call = (repeat: number) => ({ provider: 'p', request: HELLO, repeat });

describe('the lines of a cache', () => {
  it('keep the last answer of each key, and nothing that was damaged', async () => {
    const cache = memoryCache();
    await cache.put(call(1), completion('first'));
    await cache.put(call(2), completion('other'));
    await cache.put(call(1), completion('second'));
    const [, other = '', second = ''] = cache.lines;
    const damaged = `${'c'.repeat(32)}${other.slice(32).replace('other', 'under')}`;
    const { kept, ...counts } = cacheLines([...cache.lines, damaged, 'x']);
    expect(counts).toEqual({ replaced: 1, damaged: 2, old: 0 });
    const tidy = memoryCache([...kept]);
    expect((await tidy.get(call(1)))?.text).toBe('second');
    expect((await tidy.get(call(2)))?.text).toBe('other');
    expect(await tidy.has(call(3))).toBe(false);
    const older = second.replace('2026-11-27', '2026-10-01');
    expect(cacheLines([other, older], '2026-11-01')).toMatchObject({ kept: [other], old: 1 });
  });

  it('that are damaged are no answers', async () => {
    const cache = memoryCache();
    await cache.put(call(1), completion('yes'));
    cache.lines[0] = (cache.lines[0] as string).replace('yes', 'nay');
    expect(await cache.get(call(1))).toBeNull();
  });
});

describe('a size', () => {
  it('is read in the unit that fits', () => {
    expect([0, 999, 1499, 999_499, 999_500, 1_440_000].map(bytesText)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '999 kB',
      '1.0 MB',
      '1.4 MB',
    ]);
  });
});
