/** What a threshold of confidence would do with the cases that were measured. */

import type { RiskCase, RiskHandle } from '../src/core/words/studyView.js';

export const OUTCOMES = ['actedRight', 'actedWrong', 'heldRight', 'heldWrong'] as const;
export type RiskOutcome = (typeof OUTCOMES)[number];

export interface RiskPoint {
  /** Answers from this confidence on; null: none. */
  readonly confidence: number | null;
  /** Share of cases that are answered, in [0,1]. */
  readonly coverage: number;
  /** Share of wrong answers among them; null where none is given. */
  readonly risk: number | null;
}

/** With a first point at which nothing is answered. */
export const riskPoints = (curve: RiskHandle['curve']): RiskPoint[] => [
  { confidence: null, coverage: 0, risk: null },
  ...curve,
];

/** The last point that does not go below the threshold; null: the one that answers everything. */
export const pointOf = (points: readonly RiskPoint[], threshold: number | null): number =>
  threshold === null
    ? points.length - 1
    : points.findLastIndex(({ confidence }) => confidence === null || confidence >= threshold);

/** Cases by what becomes of them. A case whose answers are mostly right counts as right. */
export function casesAt(
  cases: readonly RiskCase[],
  { confidence }: RiskPoint,
): Record<RiskOutcome, RiskCase[]> {
  const found: Record<RiskOutcome, RiskCase[]> = {
    ...{ actedRight: [], actedWrong: [], heldRight: [], heldWrong: [] },
  };
  for (const each of cases) {
    const isActed = confidence !== null && each.confidence >= confidence;
    const isRight = each.right >= 0.5;
    found[`${isActed ? 'acted' : 'held'}${isRight ? 'Right' : 'Wrong'}`].push(each);
  }
  return found;
}
