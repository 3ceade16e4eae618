/** How far two distributions over tokens are apart (METRICS 11.2). Natural logarithms. */

import type { TopList } from '../../ports/whiteBox.js';

/** Jensen-Shannon divergence, in [0, ln 2] nats; both sum to 1. */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, own, at) => sum + shareOf(own, q[at] ?? 0), 0);
}

/** What one token contributes; both in [0,1]. */
function shareOf(p: number, q: number): number {
  const m = (p + q) / 2;
  const part = (own: number) => (own > 0 ? (own / 2) * Math.log(own / m) : 0);
  return part(p) + part(q);
}

/**
 * An upper bound of the divergence from the likeliest tokens of each alone: what is not in both lists counts as disjoint. Never
 * below the exact value, in [0, ln 2] nats. The lower bound, and the middle of the two, are badly off.
 */
export function divergenceBound(a: TopList, b: TopList): number {
  let bound = Math.LN2;
  for (const [token, logprob] of a) {
    const other = b.get(token);
    if (other === undefined) continue;
    const [p, q] = [Math.exp(logprob), Math.exp(other)];
    bound += shareOf(p, q) - ((p + q) / 2) * Math.LN2;
  }
  return Math.min(Math.LN2, Math.max(0, bound));
}
