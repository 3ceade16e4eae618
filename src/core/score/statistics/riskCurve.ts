import type { Judged } from './calibration.js';

export interface RiskPoint {
  /** Answers are used from this confidence on. */
  readonly confidence: number;
  /** Share of the answers that are used, in (0,1]. */
  readonly coverage: number;
  /** Share of errors among them. */
  readonly risk: number;
}

/** Risk against coverage (METRICS 8.4), surest first: one point for each confidence that answers have. */
export function riskCurve(judged: readonly Judged[]): RiskPoint[] {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  let errors = 0;
  return sorted.flatMap(({ confidence, right }, at) => {
    errors += 1 - right;
    return sorted[at + 1]?.confidence === confidence
      ? []
      : [{ confidence, coverage: (at + 1) / sorted.length, risk: errors / (at + 1) }];
  });
}
