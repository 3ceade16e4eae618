/**
 * The confidence below which to hold back: the lowest whose risk is below the target on one half of the cases, reported on the
 * other, since a threshold looks best where it was found (METRICS 8.4). A case is one answer: its mean confidence and score.
 */

import { mean } from '../../numbers/describe.js';
import { randomFrom } from '../../numbers/random.js';
import { riskCurve } from '../../score/statistics/riskCurve.js';
import { acceptance, thresholdFor } from '../../score/statistics/selective.js';
import { NORMAL_975 } from '../../score/statistics/normal.js';
import { wilson } from '../../score/statistics/wilson.js';
import type { RestraintAnswer } from './judged.js';
import type { RestraintFindings } from './schema.js';

export const TARGET_RISK = 0.1;
/** Ten cases to find a threshold on, ten to try it on. */
const FEWEST_CASES = 20;

/** Cases below which no half could show the target, even with every answer right: its upper bound would still be above. */
export const casesNeeded = (target: number): number =>
  Math.max(FEWEST_CASES, 2 * Math.ceil((NORMAL_975 ** 2 * (1 - target)) / target));

export type Found = Pick<
  RestraintFindings,
  'threshold' | 'noThreshold' | 'casesNeeded' | 'curve' | 'judged' | 'targetRisk'
>;

/** `target`: share of wrong answers among those that are used, in (0,1). Answers to cases that want an answer. */
export function findThreshold(
  answers: readonly RestraintAnswer[],
  tier: string | null,
  { target, seed }: { target: number; seed: number },
): Found {
  const needed = casesNeeded(target);
  const none = (
    noThreshold: Found['noThreshold'],
    { curve = [], judged = [] }: Partial<Pick<Found, 'curve' | 'judged'>> = {},
  ): Found => ({
    ...{ threshold: null, noThreshold, casesNeeded: needed, curve, judged, targetRisk: target },
  });
  const scored = answers.filter(({ right }) => right !== null);
  if (scored.length === 0) return none('no-gold');
  const sure = scored.filter(({ confidence }) => confidence !== null);
  if (tier === null || sure.length === 0) return none('no-confidence');
  const byCase = [...Map.groupBy(sure, (each) => each.case)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const judged = byCase.map(([id, own]) => ({
    case: id,
    confidence: mean(own.map(({ confidence }) => confidence ?? 0)),
    right: mean(own.map(({ right }) => right ?? 0)),
  }));
  const curve = riskCurve(judged);
  if (judged.length < needed) return none('few-cases', { curve, judged });
  // Neither the order of the file, which may alternate labels, nor that in which answers arrived decides on the half.
  const drawn = randomFrom('threshold', seed).shuffle(judged);
  const half = (parity: number) => drawn.filter((_, at) => at % 2 === parity);
  const [found, tried] = [half(0), half(1)];
  const lowest = thresholdFor(found, target);
  if (lowest === null) return none('never-sure', { curve, judged });
  const confidence = roundedDown(lowest);
  const { coverage, risk } = acceptance(tried, confidence);
  const accepted = Math.round(coverage * tried.length);
  const riskCi = risk === null ? null : wilson(risk * accepted, accepted);
  return {
    threshold: {
      ...{ confidence, tier, targetRisk: target, risk, riskCi, coverage },
      holds: riskCi !== null && riskCi[0] <= target,
      ...{ foundOn: found.length, reportedOn: tried.length },
    },
    noThreshold: null,
    ...{ casesNeeded: needed, curve, judged, targetRisk: target },
  };
}

/** To four decimals, so that the answers it was found on pass it, whatever the rounding of their mean. */
const roundedDown = (confidence: number): number =>
  Math.max(0, Math.floor(confidence * 1e4 - 1e-6) / 1e4);
