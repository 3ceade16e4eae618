/** Seeded randomness: the same seed gives the same draws on every machine. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { hashInt } from '../text/hash.js';

export interface Random {
  /** An integer in [0, below). */
  int(below: number): number;
  /** In [0, 1). */
  float(): number;
  pick<T>(items: readonly T[]): T;
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** An independent stream for each list of parts, so that an additional draw in one place does not change another. */
export function randomFrom(...parts: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(hashInt(parts.join('\u0000')));
  const int = (below: number) => uniformInt(generator, 0, below - 1);
  return {
    int,
    float: () => uniformFloat64(generator),
    pick: <T>(items: readonly T[]) => items[int(items.length)] as T,
    shuffle: <T>(items: readonly T[]) => {
      const shuffled = [...items];
      shuffleInPlace(shuffled, int);
      return shuffled;
    },
  };
}

/** An array of any kind. */
interface Items<T> {
  readonly length: number;
  [place: number]: T;
}

/** Fisher–Yates shuffle, in place. `below(limit)` must return uniformly distributed integers in [0, limit). */
export function shuffleInPlace<T>(items: Items<T>, below: (limit: number) => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const kept = items[last] as T;
    items[last] = items[other] as T;
    items[other] = kept;
  }
}

/** Mulberry32: a fast generator for inner loops, where a general one would take most of the time. */
export function fastGenerator(random: Random): () => number {
  let state = random.int(2 ** 31 - 1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
