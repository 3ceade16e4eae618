/**
 * p values adjusted for the share of false discoveries (Benjamini and Hochberg 1995), in the given order: the k-th smallest
 * of n is multiplied by n / k, and none exceeds the one after it.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let lowest = 1;
  descending.forEach(({ p, index }, place) => {
    lowest = Math.min(lowest, (p * pValues.length) / (pValues.length - place));
    adjusted[index] = lowest;
  });
  return adjusted;
}
