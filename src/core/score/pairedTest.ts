/** Two measurements of the same cases held against each other (METRICS 12.7). */

import { SIGNIFICANCE } from './thresholds.js';
import type { Random } from '../numbers/random.js';
import { bootstrapMean, MIN_CASES } from './statistics/bootstrap.js';
import { unseenShare } from './statistics/caseIntervals.js';
import { mean, sd } from '../numbers/describe.js';
import { equivalence } from './statistics/equivalence.js';
import { mcnemar } from './statistics/mcnemar.js';
import { signFlipP } from './statistics/signFlip.js';

export interface Pair {
  readonly a: number;
  readonly b: number;
}

export interface PairedTest {
  readonly n: number;
  /** Means, and b minus a. */
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  /** 95 % interval of the difference; null below eight pairs. */
  readonly ci: readonly [number, number] | null;
  /** `degenerate`: no pair differs, so the interval says how large a difference could have gone unseen. */
  readonly ciMethod: 'bca' | 'percentile' | 'degenerate' | null;
  /** Exact McNemar for single yes/no answers, else the sign-flip permutation. */
  readonly test: 'mcnemar' | 'sign-flip';
  readonly p: number;
  /** The smallest p this many pairs could have given: above .05 the test could not have found anything. */
  readonly minP: number;
  /** Whether the difference is shown to lie inside the margin: that none was found is no proof of it. */
  readonly equivalence: {
    readonly margin: number;
    readonly p: number | null;
    readonly within: boolean;
  };
  /** Pairs that would tell a difference of this size from none, or show it to lie inside the margin; null where none would. */
  readonly needed: number | null;
}

/** Null without pairs. `binary`: each value is one yes/no answer. Both scales are the same, with `margin` in their unit. */
export function pairedTest(
  pairs: readonly Pair[],
  { binary, margin, random }: { binary: boolean; margin: number; random: Random },
): PairedTest | null {
  const n = pairs.length;
  if (n === 0) return null;
  const differences = pairs.map(({ a, b }) => b - a);
  const difference = mean(differences);
  const onlyA = pairs.filter(({ a, b }) => a > b).length;
  const onlyB = pairs.filter(({ a, b }) => b > a).length;
  const unseen = unseenShare(n);
  const isDegenerate = differences.every((each) => each === 0);
  const interval = isDegenerate ? null : bootstrapMean(differences, random);
  const degenerate = isDegenerate && n >= MIN_CASES;
  const tost = isDegenerate ? null : equivalence(differences, margin);
  return {
    n,
    a: mean(pairs.map((each) => each.a)),
    b: mean(pairs.map((each) => each.b)),
    difference,
    ci: degenerate ? [-unseen, unseen] : (interval?.ci ?? null),
    ciMethod: degenerate ? 'degenerate' : (interval?.method ?? null),
    test: binary ? 'mcnemar' : 'sign-flip',
    p: binary ? mcnemar(onlyA, onlyB).p : signFlipP(differences, random),
    minP: Math.min(1, 2 / 2 ** n),
    equivalence: {
      margin,
      p: tost?.p ?? null,
      // One case that differs must not be better evidence than none: what so few cases can miss lies inside the margin too.
      within: unseen < margin && (isDegenerate || (tost !== null && tost.p < SIGNIFICANCE)),
    },
    needed: pairsNeeded(differences, margin),
  };
}

/** (1.96 sd / distance)², with the distance to no difference or to the margin, whichever is told sooner. */
function pairsNeeded(differences: readonly number[], margin: number): number | null {
  if (differences.length < 2) return null;
  const spread = sd(differences);
  const size = Math.abs(mean(differences));
  const distance = Math.max(size, margin - size);
  if (spread === 0 || distance <= 0) return null;
  return Math.ceil(((1.96 * spread) / distance) ** 2);
}
