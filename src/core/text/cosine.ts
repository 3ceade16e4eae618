/** Embeddings by the text they are of, all of one length. */
export type Vectors = ReadonlyMap<string, readonly number[]>;

/** Cosine of two vectors of one length, in [-1,1] (METRICS 9.6); null where one is empty or zero. */
export function cosine(a: readonly number[], b: readonly number[]): number | null {
  if (a.length === 0 || a.length !== b.length) return null;
  let [product, left, right] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const other = b[index] as number;
    product += value * other;
    left += value * value;
    right += other * other;
  }
  return left === 0 || right === 0 ? null : product / Math.sqrt(left * right);
}
