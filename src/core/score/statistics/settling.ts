/** At which layer of a model its prediction settles (Chen et al. 2026, deep-thinking ratio; METRICS 11). */

import { entropy } from './entropy.js';

/**
 * Jensen-Shannon divergence of two distributions over the same outcomes, in nats, in [0, ln 2]; divided by ln 2 it is in bits.
 */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  const middle = p.map((each, at) => (each + (q[at] as number)) / 2);
  return Math.max(0, entropy(middle) - (entropy(p) + entropy(q)) / 2);
}

/** The first layer, from 1, whose distance to the last is at most `limit`, even if a later one rises again; null for none. */
export function settlingDepth(distances: readonly number[], limit: number): number | null {
  const at = distances.findIndex((distance) => distance <= limit);
  return at < 0 ? null : at + 1;
}

/** Share of tokens that settle in the last layers, from `late` of all on; one row of distances per token, at least one. */
export function lateShare(
  rows: readonly (readonly number[])[],
  { limit = 0.5, late = 0.85 }: { limit?: number; late?: number } = {},
): number {
  const deep = rows.filter(
    (row) => (settlingDepth(row, limit) ?? row.length) >= Math.ceil(late * row.length),
  );
  return deep.length / rows.length;
}
