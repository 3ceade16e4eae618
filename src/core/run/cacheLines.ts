import { CACHE_KEY_LENGTH } from './cache.js';
import { unsealed } from './sealedLine.js';

export interface CacheLines {
  /** Every answer once, as it is read: the last line of a key counts. */
  readonly kept: readonly string[];
  /** Lines whose answer was written again later. */
  readonly replaced: number;
  /** Lines that are not what was written. */
  readonly damaged: number;
}

/** What a cache's lines hold, in the order in which the answers were last written. */
export function cacheLines(lines: readonly string[]): CacheLines {
  const byKey = new Map<string, string>();
  let damaged = 0;
  for (const line of lines) {
    const key = line.slice(0, CACHE_KEY_LENGTH);
    if (unsealed(line.slice(CACHE_KEY_LENGTH + 1)) === undefined) {
      damaged += 1;
      continue;
    }
    byKey.delete(key);
    byKey.set(key, line);
  }
  const kept = [...byKey.values()];
  return { kept, replaced: lines.length - damaged - kept.length, damaged };
}
