/**
 * What the cases so far have shown for good: on which side of each limit the mean effect lies, and whether any wording can
 * still be clearly worse or better than the original. Tests that may be looked at after every case, so that watching does not mislead.
 */

import { buildGrid, caseEffects, headlineVariants, scopeOf } from './grid.js';
import { cellScore } from './metrics/metric.js';
import type { ScoreInput } from './scoreInput.js';
import { largestMeanDifference } from './statistics/energy.js';
import { meanTest, type MeanTest, type Side } from './statistics/meanTest.js';

/** One complete case, in the order fixed beforehand. */
export interface CaseEvidence {
  /** What the wordings did to it; null where it cannot be scored. */
  readonly effect: number | null;
  /** Each other wording's score minus the original's, in [-1,1]; null where either is missing. In the same order each time. */
  readonly differences: readonly (number | null)[];
}

export interface EffectQuestion {
  /** The smallest and the largest effect a single case can have. */
  readonly least: number;
  readonly most: number;
  /** Ascending, between the two. */
  readonly limits: readonly number[];
  /** A wording whose mean score is this much below or above the original's clearly differs. */
  readonly apart: number;
}

export interface EffectWatch {
  /** Where the mean effect was shown to lie, seen from one of the limits; null so far. */
  sideOf(limit: number): Side;
  /** Every other wording was shown to be neither clearly worse nor clearly better. */
  readonly noneApart: boolean;
  add(evidence: CaseEvidence): void;
}

const ALPHA = 0.05;

export function watchEffect({ least, most, limits, apart }: EffectQuestion): EffectWatch {
  const shareOf = (effect: number) => Math.min(1, Math.max(0, (effect - least) / (most - least)));
  const tests = new Map(limits.map((limit) => [limit, meanTest(shareOf(limit), ALPHA)]));
  const distances: { readonly fall: MeanTest; readonly rise: MeanTest }[] = [];
  return {
    sideOf: (limit) => tests.get(limit)?.side ?? null,
    get noneApart() {
      return distances.every(({ fall, rise }) => fall.side === 'above' && rise.side === 'below');
    },
    add({ effect, differences }) {
      if (effect !== null) for (const test of tests.values()) test.add(shareOf(effect));
      differences.forEach((difference, index) => {
        // Each is looked for on one side, so that both errors of a test may go to it.
        const { fall, rise } = (distances[index] ??= {
          fall: meanTest((1 - apart) / 2, 2 * ALPHA),
          rise: meanTest((1 + apart) / 2, 2 * ALPHA),
        });
        if (difference === null) return;
        fall.add((difference + 1) / 2);
        rise.add((difference + 1) / 2);
      });
    },
  };
}

/**
 * The range of one case's effect. With a noise floor in it, it can fall to minus a half: two repeats of a wording can differ
 * twice as often as two wordings, no more. Where only some cells are repeated, the noise is that of few, and can be anything.
 */
export function effectRange(
  measured: 'scores' | 'answers',
  { variants, noise }: { variants: number; noise: 'none' | 'all' | 'some' },
): Pick<EffectQuestion, 'least' | 'most'> {
  return {
    least: { none: 0, all: -0.5, some: -1 }[noise],
    most: measured === 'scores' ? largestMeanDifference(variants) : 1,
  };
}

/** What one case says. `observations` are its own. Without a noise floor the effect is the whole disagreement. */
export function caseEvidence(
  input: ScoreInput,
  { measured, noise }: { measured: 'scores' | 'answers'; noise: boolean },
): CaseEvidence {
  const grid = buildGrid(input, input.shots);
  const ids = headlineVariants(input);
  const scope = scopeOf(input, grid, ids);
  const [effect] = caseEffects(scope, measured);
  const scoreOf = (variant: string) => cellScore(grid.rows[0]?.cell(variant) ?? []);
  const original = scoreOf(input.original);
  const differences = ids
    .filter((id) => id !== input.original)
    .map((id) => {
      const own = scoreOf(id);
      return own === null || original === null ? null : own - original;
    });
  const whole = noise ? effect?.excess : effect?.cross;
  return { effect: whole ?? null, differences: measured === 'scores' ? differences : [] };
}
