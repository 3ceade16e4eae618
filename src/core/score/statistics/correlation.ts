import { mean } from '../../numbers/describe.js';
import { NORMAL_975 } from './normal.js';

/** Ranks from 1 on; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { index } of order.slice(from, to)) result[index] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

/** Pearson's correlation in [−1,1]; null where either side does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number | null {
  const [centreA, centreB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  a.forEach((value, index) => {
    const [x, y] = [value - centreA, (b[index] as number) - centreB];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return squareA === 0 || squareB === 0 ? null : both / Math.sqrt(squareA * squareB);
}

/** Spearman's rank correlation in [−1,1]; null where either side does not vary. */
export const spearman = (a: readonly number[], b: readonly number[]): number | null =>
  pearson(ranks(a), ranks(b));

/** 95 % interval of a rank correlation by Fisher's z with the variance of Bonett and Wright (2000); n ≥ 4. */
export function rankInterval(rho: number, n: number): [number, number] {
  const inside = Math.max(-1 + 1e-12, Math.min(1 - 1e-12, rho));
  const half = NORMAL_975 * Math.sqrt((1 + (inside * inside) / 2) / (n - 3));
  const z = Math.atanh(inside);
  return [Math.tanh(z - half), Math.tanh(z + half)];
}
