/** What several checks decide together: the arithmetic of weights and thresholds, the same at every level of a tree of checks. */

/** What one check, or a set of checks, decided of one answer. */
export interface Decision {
  /** How much it counts beside its neighbors, at least 0. */
  readonly weight: number;
  /** In [0,1]; null where it could not be decided. */
  readonly score: number | null;
  /** Null where the score is a degree and nothing says from which one on it passes, and where there is no score. */
  readonly passed: boolean | null;
  /** Whether a judge was asked and decided nothing. */
  readonly isOpen: boolean;
}

type Decided = Omit<Decision, 'weight'>;

const UNDECIDED: Decided = { score: null, passed: null, isOpen: false };

/** A check that passed, failed, or (null) could not be run. */
export const passedOrNot = (passed: boolean | null): Decided =>
  passed === null ? UNDECIDED : { score: passed ? 1 : 0, passed, isOpen: false };

/** A grade in [0,1], and the least that passes; a null grade is open. */
export const graded = (score: number | null, least: number | undefined): Decided => ({
  score,
  passed: score === null || least === undefined ? null : score >= least,
  isOpen: score === null,
});

/**
 * Decides a set as promptfoo does (its `AssertionsResult`): the score is Σ weight · score / Σ weight, in [0,1]. With a
 * threshold, the set passes if the score reaches it, also where that is 0. Without one, it passes if every member with a
 * weight passes, and a member that is only a degree leaves the set a degree. Members that could not be decided are left out;
 * if a judge decided none of those it was asked for, the set is open, too. Members without weight alone never fail it.
 */
export function decideSet(members: readonly Decision[], threshold: number | null): Decided {
  const counted = members.filter(({ weight }) => weight > 0);
  const known = counted.filter(({ score }) => score !== null);
  const degrees = known.filter(({ passed }) => passed === null);
  if (degrees.length === 0 && counted.some(({ isOpen }) => isOpen))
    return { ...UNDECIDED, isOpen: true };
  const isReported = counted.length === 0 && members.some(({ score }) => score !== null);
  if (known.length === 0 && !isReported) return UNDECIDED;
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  const points = known.reduce((sum, { weight, score }) => sum + weight * (score ?? 0), 0);
  const score = weights === 0 ? 0 : points / weights;
  if (threshold !== null) return { score, passed: score >= threshold, isOpen: false };
  const passed = degrees.length > 0 ? null : known.every((each) => each.passed);
  return { score, passed, isOpen: false };
}
