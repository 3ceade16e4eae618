/** Max calls in flight, wherever they are set. */
export const MAX_CONCURRENCY = 1000;
