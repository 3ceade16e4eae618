import { CACHE_KEY_LENGTH, CACHE_PREFIX_LENGTH } from './cache.js';
import { unsealed } from './sealedLine.js';

export interface CacheLines {
  /** Every answer once, as it is read: the last line of a key counts. */
  readonly kept: readonly string[];
  /** Lines whose answer was written again later. */
  readonly replaced: number;
  /** Lines that are not what was written. */
  readonly damaged: number;
  /** Lines of answers that were kept before the given day. */
  readonly old: number;
}

/**
 * What a cache's lines hold, in the order in which the answers were last written. `since`: the first day that counts, as
 * `2026-11-27`; absent: all do.
 */
export function cacheLines(lines: readonly string[], since = ''): CacheLines {
  const byKey = new Map<string, string>();
  let damaged = 0;
  for (const line of lines) {
    const key = line.slice(0, CACHE_KEY_LENGTH);
    if (unsealed(line.slice(CACHE_PREFIX_LENGTH)) === undefined) {
      damaged += 1;
      continue;
    }
    byKey.delete(key);
    byKey.set(key, line);
  }
  const whole = [...byKey.values()];
  const kept = whole.filter((line) => line.slice(CACHE_KEY_LENGTH + 1) >= since);
  return {
    kept,
    replaced: lines.length - damaged - whole.length,
    damaged,
    old: whole.length - kept.length,
  };
}
