/** How often several runs of the same task all succeed (METRICS 15.3). */

/**
 * pass^k of τ-bench: the chance that k of `n` runs, drawn without putting back, all are among the `c` that succeeded; in [0,1].
 * Null where there are fewer than k.
 */
export function passHatK(n: number, c: number, k: number): number | null {
  if (n < k) return null;
  let share = 1;
  for (let drawn = 0; drawn < k; drawn++) share *= Math.max(0, c - drawn) / (n - drawn);
  return share;
}

/** pass@k: the chance that at least one of them succeeded. */
export function passAtK(n: number, c: number, k: number): number | null {
  const none = passHatK(n, n - c, k);
  return none === null ? null : 1 - none;
}
