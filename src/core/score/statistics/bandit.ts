/** Thompson sampling over many groups when not all can be measured (Sclar et al., FormatSpread, ICLR 2024). */

export interface BetaBelief {
  readonly a: number;
  readonly b: number;
}

const FAILURES = 5;
const BELL_SHAPED = 1.1;

/**
 * What to believe of every group before it is measured, from the rate of one that was measured in full: its mean is that
 * rate. The rate is held inside [.01, .99], where the mean would have no finite form.
 */
export function beliefFrom(rate: number): BetaBelief {
  const inside = Math.max(0.01, Math.min(0.99, rate));
  return { a: Math.max(BELL_SHAPED, (FAILURES * inside) / (1 - inside)), b: FAILURES };
}

export const afterTrials = (
  { a, b }: BetaBelief,
  { successes, failures }: { readonly successes: number; readonly failures: number },
): BetaBelief => ({ a: a + successes, b: b + failures });

export const meanOf = ({ a, b }: BetaBelief): number => a / (a + b);
