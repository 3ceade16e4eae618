/**
 * A large run makes much that is soon garbage, and V8 lets it pile up: young objects in a space that doubles again and again, old
 * ones until the heap is several times what is in use. Measured on 5,000 calls: 160 MB instead of 290, for a tenth more time.
 * What has grown stays, so memory is kept flat from the start, and let go as far as the run is small.
 */

import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Below this many calls there is little to pile up, and the time counts. */
const LARGE = 2000;
/** In a smaller space, young objects are copied again and again; a larger one gains little. */
const YOUNG_BYTES = 16e6;
const LOOK_EVERY_MS = 5;

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=40');

/** To be called when it is known how many calls a run makes. */
export function letMemoryGrow(calls: number): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  if (calls < LARGE) setFlagsFromString('--heap-growing-percent=0');
  else holdYoungSpace();
}

/** V8 can be told to let the space grow, but not how far. */
function holdYoungSpace(): void {
  const watch = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (young && young.space_size < YOUNG_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(watch);
  }, LOOK_EVERY_MS);
  watch.unref();
}
