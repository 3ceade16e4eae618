/** Random permutations of an instance's members, each instance from a stream of its own. */

import { fastGenerator, randomFrom, type Random } from '../../numbers/random.js';

export const seedOf = (random: Random): number => random.int(2 ** 31 - 1);

/** Gives whole numbers in [0, limit). */
export type Stream = (limit: number) => number;

/** An instance's permutations depend on nothing but itself, so that one more instance does not change those of the others. */
export function streamOf(seed: number, id: string): Stream {
  const next = fastGenerator(randomFrom(seed, id));
  return (limit) => Math.floor(next() * limit);
}
