/** The same examples in another order: order alone moves answers (Lu et al. 2104.08786). */

import { factorial } from '../../text/factorial.js';
import { randomFrom } from '../../numbers/random.js';

/** The k-th order of a list, for k from 1 (as it stands) to the number of its orders; no two k give the same. */
export function ordered<T>(items: readonly T[], order: number, seed: number): readonly T[] {
  if (order === 1 || items.length < 2) return items;
  const places = placesOf(items.length, Math.min(order, factorial(items.length)), seed);
  return places.map((place) => items[place] as T);
}

function placesOf(length: number, order: number, seed: number): readonly number[] {
  const random = randomFrom('example order', seed, length);
  const own = Array.from({ length }, (_, index) => index);
  const seen = new Set([own.join()]);
  for (;;) {
    const places = random.shuffle(own);
    if (!seen.has(places.join())) seen.add(places.join());
    if (seen.size === order) return places;
  }
}
