import { describe, expect, it } from 'vitest';
import { openCache } from '../../../src/core/run/cache.js';
import { cacheLines } from '../../../src/core/run/cacheLines.js';
import { bytesText } from '../../../src/core/text/bytes.js';
import { completion, memoryLog } from '../../support/fakes.js';

const key = (letter: string) => letter.repeat(32);

describe('the lines of a cache', () => {
  it('keep the last answer of each key, and nothing that was damaged', async () => {
    const log = memoryLog();
    const cache = await openCache(log);
    await cache.put(key('a'), completion('first'));
    await cache.put(key('b'), completion('other'));
    await cache.put(key('a'), completion('second'));
    const damaged = (log.lines[1] as string).replace('other', 'under');
    const { kept, ...counts } = cacheLines([
      ...log.lines,
      damaged.replace(key('b'), key('c')),
      'x',
    ]);
    expect(counts).toEqual({ replaced: 1, damaged: 2 });
    const tidy = await openCache(memoryLog([...kept]));
    expect(tidy.get(key('a'))?.text).toBe('second');
    expect(tidy.get(key('b'))?.text).toBe('other');
    expect(tidy.has(key('c'))).toBe(false);
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
