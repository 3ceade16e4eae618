/** The accepted measurements of a prompt, from the history of its baseline. */

import type { Interval } from '../../studies/comparison/checked.js';
import type { Baseline } from '../../studies/baseline/baseline.js';
import { effectId } from '../../studies/sensitivity/schema.js';
import type { VerdictCode } from '../../studies/sensitivity/verdict.js';
import { figuresOf } from '../baseline/figures.js';

/** An accepted version of a baseline, from its history. */
export interface BaselineVersion {
  readonly commit: string;
  readonly baseline: Baseline;
}

export interface TrendPoint {
  readonly commit: string;
  readonly measuredAt: string;
  readonly model: string;
  /** Versions and system fingerprints that the endpoint named. */
  readonly versions: readonly string[];
  readonly verdict: VerdictCode;
  /** What the effect is measured by. */
  readonly measure: 'pss' | 'divergence';
  readonly effect: Interval | null;
  readonly accuracy: Interval | null;
  readonly confidence: Interval | null;
  /** Median in ms; null where nothing was sent, or it was not kept. */
  readonly latencyMs: number | null;
  /** US dollars; null where it is not known. */
  readonly usdPerCall: number | null;
}

type Measurement = Pick<TrendPoint, 'measuredAt' | 'model'>;

/**
 * Each measurement once, however often its file was committed: written in another way, damaged and mended, or moved. Where an
 * earlier one was brought back, those after it are accepted no more. `accepted`: the baseline as it stands; null where there is
 * none. Commits of branches may have been made in another order than they were merged.
 */
export function measurementsIn(
  versions: readonly TrendPoint[],
  accepted: Measurement | null,
): TrendPoint[] {
  const last = accepted && versions.find((each) => isSame(each, accepted));
  const found: TrendPoint[] = [];
  for (const version of last ? [...versions, last] : versions) {
    const at = found.findIndex((each) => isSame(each, version));
    if (at >= 0) found.length = at + 1;
    else found.push(version);
  }
  return found;
}

const isSame = (one: Measurement, other: Measurement) =>
  one.measuredAt === other.measuredAt && one.model === other.model;

export const pointOf = ({ commit, baseline }: BaselineVersion): TrendPoint => ({
  ...{ commit, measuredAt: baseline.measuredAt, model: baseline.model.id },
  ...{ versions: baseline.model.versions, verdict: baseline.verdict },
  ...{ measure: effectId(baseline.measured), ...figuresOf(baseline) },
  latencyMs: baseline.took?.latencyMs ?? null,
  usdPerCall: baseline.took?.usdPerCall ?? null,
});
