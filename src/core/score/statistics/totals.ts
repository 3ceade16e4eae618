/**
 * Adds up, place by place, what each item adds: `size` sums. What an item adds to a place must not depend on the other items,
 * nor on how many places there are: whoever has the sums of some of the items may then add only the rest.
 */
export type AddUp<T> = (
  items: readonly T[],
  size: number,
  add: (item: T, totals: Float64Array) => void,
) => Float64Array;

/** From nothing. */
export function addUp<T>(
  items: readonly T[],
  size: number,
  add: (item: T, totals: Float64Array) => void,
): Float64Array {
  const totals = new Float64Array(size);
  for (const item of items) add(item, totals);
  return totals;
}
