/** Drawing with replacement from many cases of which most are alike: only the others are drawn one by one. */

/** Below this many cases, drawing each is as quick; at least so many times as many as are unlike the rest. */
const MANY = 500;
const COMMON_SHARE = 0.5;

export interface Rare<T> {
  /** What most cases have. */
  readonly common: T;
  /** What the others have, in their order; fewer than half of all. */
  readonly others: readonly T[];
}

/** Null where the cases are few, or no value is that of half of them. `keyOf` tells values apart. */
export function rareAmong<T>(values: readonly T[], keyOf: (value: T) => unknown): Rare<T> | null {
  if (values.length < MANY) return null;
  const times = new Map<unknown, number>();
  for (const value of values) times.set(keyOf(value), (times.get(keyOf(value)) ?? 0) + 1);
  const [[key, most] = [null, 0]] = [...times].sort((a, b) => b[1] - a[1]);
  if (most < COMMON_SHARE * values.length) return null;
  return {
    common: values.find((value) => keyOf(value) === key) as T,
    others: values.filter((value) => keyOf(value) !== key),
  };
}

/**
 * Draws `n` times from `n` cases, of which `rare` are unlike the rest, and calls `drawn` with the index of each of these that
 * comes up, in [0, rare). Each of the draws in between is of one of the rest: how many there are is geometric.
 */
export function drawRare(
  { n, rare }: { n: number; rare: number },
  next: () => number,
  drawn: (index: number) => void,
): void {
  if (rare === 0) return;
  const logOfRest = Math.log1p(-rare / n);
  const between = () => Math.floor(Math.log(1 - next()) / logOfRest);
  for (let at = between(); at < n; at += 1 + between()) drawn(Math.floor(next() * rare));
}
