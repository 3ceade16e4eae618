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

/**
 * Each measurement once, however often its file was committed: written in another way, damaged and mended, or moved. Where an
 * earlier one was brought back, those after it are accepted no more.
 */
export function measurementsIn(versions: readonly BaselineVersion[]): BaselineVersion[] {
  const found: BaselineVersion[] = [];
  for (const { commit, baseline } of versions) {
    const at = found.findIndex((each) => isSame(each.baseline, baseline));
    if (at >= 0) found.length = at + 1;
    else found.push({ commit, baseline });
  }
  return found;
}

const isSame = (one: Baseline, other: Baseline) =>
  one.measuredAt === other.measuredAt && one.model.id === other.model.id;

export const pointOf = ({ commit, baseline }: BaselineVersion): TrendPoint => ({
  ...{ commit, measuredAt: baseline.measuredAt, model: baseline.model.id },
  ...{ versions: baseline.model.versions, verdict: baseline.verdict },
  ...{ measure: effectId(baseline.measured), ...figuresOf(baseline) },
  latencyMs: baseline.took?.latencyMs ?? null,
  usdPerCall: baseline.took?.usdPerCall ?? null,
});
