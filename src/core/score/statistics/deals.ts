/** Dealing an instance's members again and again, each instance in a stream of its own. */

import { fastGenerator, randomFrom, type Random } from '../../numbers/random.js';

export const seedOf = (random: Random): number => random.int(2 ** 31 - 1);

/** An instance's deals depend on nothing but itself, so that one more instance does not change those of the others. */
export const streamOf = (seed: number, id: string): (() => number) =>
  fastGenerator(randomFrom(seed, id));

/** In place. `next` gives numbers in [0, 1). */
export function shuffle(members: Int32Array, next: () => number): void {
  for (let last = members.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    const kept = members[last] as number;
    members[last] = members[other] as number;
    members[other] = kept;
  }
}
