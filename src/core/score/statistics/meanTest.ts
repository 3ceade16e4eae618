/** Tests of a mean against a limit that may be looked at after every value (METRICS 12.6). */

/** Which side of its limit the mean was shown to lie on; null so far. Once shown it stays. */
export type Side = 'below' | 'above' | null;

export interface MeanTest {
  readonly side: Side;
  /** One more value in [0,1], in an order fixed beforehand. */
  add(value: number): void;
}

/** The share of its capital a bet risks at most: what it loses to a value at the far end. */
const LARGEST_STAKE = 0.9;

/**
 * Bets for and against: whoever bets on a mean below its limit, or above, cannot grow rich if it is not, so a capital of
 * 2 / `alpha` is evidence (the hedged capital process of Waudby-Smith and Ramdas, JRSS B 2024, with their predictable plug-in
 * bets). Wrong at any look with probability `alpha` at most. `limit` in (0,1).
 */
export function meanTest(limit: number, alpha = 0.05): MeanTest {
  const needed = Math.log(2 / alpha);
  let n = 0;
  let sum = 0;
  let centre = 0.5;
  let squares = 0;
  let variance = 0.25;
  /** Natural logs of what one unit has become. */
  let above = 0;
  let below = 0;
  let side: Side = null;
  return {
    get side() {
      return side;
    },
    add(value) {
      n += 1;
      const bet = Math.sqrt((2 * needed) / (variance * n * Math.log(1 + n)));
      above += Math.log1p(Math.min(bet, LARGEST_STAKE / limit) * (value - limit));
      below += Math.log1p(Math.min(bet, LARGEST_STAKE / (1 - limit)) * (limit - value));
      if (side === null && above >= needed) side = 'above';
      if (side === null && below >= needed) side = 'below';
      sum += value;
      centre = (0.5 + sum) / (n + 1);
      squares += (value - centre) ** 2;
      variance = (0.25 + squares) / (n + 1);
    },
  };
}
