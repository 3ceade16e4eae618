/** Descriptive statistics of a list of numbers. */

/** 0 for an empty list. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Arithmetic mean. NaN for an empty list: callers must check, or use `meanOrNull`. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Arithmetic mean, or null for an empty list. */
export const meanOrNull = (values: readonly number[]): number | null =>
  values.length === 0 ? null : mean(values);

/** Mean of what is known of the items; null where nothing is. */
export function meanOfKnown<T>(
  items: readonly T[],
  valueOf: (item: T) => number | null,
): number | null {
  let [total, known] = [0, 0];
  for (const item of items) {
    const value = valueOf(item);
    if (value === null) continue;
    total += value;
    known += 1;
  }
  return known === 0 ? null : total / known;
}

/** Unbiased sample variance (divides by n − 1); 0 for fewer than two values. */
export function sampleVariance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

/** Sample standard deviation (divides by n − 1); 0 for fewer than two values. */
export const sd = (values: readonly number[]): number => Math.sqrt(sampleVariance(values));

/** Quantile by linear interpolation between order statistics (type 7). `sorted` is ascending and not empty, `share` in [0,1]. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (at - Math.floor(at)) * (above - below);
}
