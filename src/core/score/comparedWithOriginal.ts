/** Each wording's accuracy held against the original's, on the cases both answered. */

import { randomFrom } from '../numbers/random.js';
import { headlineScope } from './grid.js';
import { cellScore } from './metrics/metric.js';
import type { ScoreInput } from './scoreInput.js';
import { benjaminiHochberg } from './statistics/benjaminiHochberg.js';
import { memoise } from '../text/memoise.js';
import { mean } from '../numbers/describe.js';
import { holm } from './statistics/holm.js';
import { signFlipP } from './statistics/signFlip.js';

export interface AgainstOriginal {
  /** Accuracy minus the original's, in [-1,1]. */
  readonly difference: number;
  /** The cases both have a score for, and the mean scores on these, its own and the original's. */
  readonly shared: { readonly cases: number; readonly own: number; readonly original: number };
  /**
   * Sign-flip p: alone; adjusted for the number of wordings so that a single false finding is unlikely (Holm), for verdicts;
   * and so that few of the findings are false (Benjamini-Hochberg), for looking around.
   */
  readonly p: number;
  readonly pHolm: number;
  readonly pBh: number;
}

/** On the headline scope, by variant; without those that share no scored case with the original. */
export const testsAgainstOriginal = memoise(
  (input: ScoreInput): ReadonlyMap<string, AgainstOriginal> => {
    const scope = headlineScope(input);
    const scoresOf = (id: string) => scope.grid.rows.map((row) => cellScore(row.cell(id)));
    const originals = scoresOf(input.original);
    const tests = scope.variants
      .filter((id) => id !== input.original)
      .flatMap((id) => {
        const pairs = scoresOf(id).flatMap((own, at) => {
          const original = originals[at] ?? null;
          return own === null || original === null ? [] : [{ own, original }];
        });
        if (pairs.length === 0) return [];
        const differences = pairs.map(({ own, original }) => own - original);
        const shared = {
          cases: pairs.length,
          own: mean(pairs.map(({ own }) => own)),
          original: mean(pairs.map(({ original }) => original)),
        };
        const p = signFlipP(differences, randomFrom('signFlip', input.seed, id));
        return [{ id, difference: mean(differences), shared, p }];
      });
    const pValues = tests.map(({ p }) => p);
    const [pHolm, pBh] = [holm(pValues), benjaminiHochberg(pValues)];
    return new Map(
      tests.map(({ id, difference, shared, p }, at) => [
        id,
        { difference, shared, p, pHolm: pHolm[at] ?? 1, pBh: pBh[at] ?? 1 },
      ]),
    );
  },
);
