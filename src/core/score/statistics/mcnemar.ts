import { logChoose } from './beta.js';

export interface McNemar {
  /** Two-sided exact p in (0,1]. */
  readonly p: number;
  /** Counts half of the observed table's own probability: less conservative (Fagerland et al. 2013). */
  readonly midP: number;
}

/**
 * Exact test that two yes/no answers to the same instances are as often yes (McNemar 1947): among the `b + c` instances on
 * which they differ, either is as likely to be the one that says yes. Whole b, c ≥ 0; p is 1 where nothing differs.
 */
export function mcnemar(b: number, c: number): McNemar {
  const n = b + c;
  if (n === 0) return { p: 1, midP: 1 };
  const least = Math.min(b, c);
  const probability = (k: number) => Math.exp(logChoose(n, k) - n * Math.LN2);
  let tail = 0;
  for (let k = 0; k <= least; k++) tail += probability(k);
  const p = Math.min(1, 2 * tail);
  return { p, midP: b === c ? 1 - probability(least) / 2 : Math.max(0, p - probability(least)) };
}
