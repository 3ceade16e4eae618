/** Confidence against correctness: whether a reader may take a sure answer for a right one. */

import { discrimination } from '../score/statistics/calibration.js';
import { wilson } from '../score/statistics/wilson.js';
import { headlineShots } from '../variants/shots/configuration.js';
import { isCounted } from '../variants/variant.js';
import type { Report } from '../studies/sensitivity/schema.js';

export interface ReliabilityBin {
  readonly n: number;
  /** Mean confidence of the bin's answers, in [0,1]. */
  readonly confidence: number;
  /** Share of them that is right, with its 95 % Wilson interval. */
  readonly right: number;
  readonly interval: readonly [number, number];
}

export interface ReliabilityView {
  readonly bins: readonly ReliabilityBin[];
  /** Chance that a right answer is surer than a wrong one, ties counted half; null unless there are both. */
  readonly discrimination: number | null;
  /** Answers with a confidence of at least `SURE` that are wrong. */
  readonly sureAndWrong: number;
  readonly n: number;
}

const BINS = 5;
/** Fewer answers than this make no picture. */
const MIN_ANSWERS = 10;
export const SURE = 0.9;

const isRightOrWrong = ({ right }: { right: number }) => right === 0 || right === 1;

/** Bins hold equally many answers. Null without expected answers or without confidence. */
export function reliabilityOf(report: Report): ReliabilityView | null {
  const shots = headlineShots(report.plan.shots);
  const counted = new Set(report.variants.filter(isCounted).map(({ id }) => id));
  const known = report.outcomes
    .filter((each) => each.shots === shots && counted.has(each.variant))
    .flatMap(({ score, confidence }) =>
      score === null || confidence === null ? [] : [{ right: score, confidence, at: 0 }],
    )
    .sort((a, b) => a.confidence - b.confidence);
  if (known.length < MIN_ANSWERS) return null;
  const bins = Array.from({ length: BINS }, (_, index) => {
    const at = (edge: number) => Math.round((edge * known.length) / BINS);
    return known.slice(at(index), at(index + 1));
  }).map((own): ReliabilityBin => {
    const right = own.reduce((sum, each) => sum + each.right, 0);
    const confidence = own.reduce((sum, each) => sum + each.confidence, 0) / own.length;
    return {
      n: own.length,
      confidence,
      right: right / own.length,
      interval: wilson(right, own.length),
    };
  });
  return {
    bins,
    discrimination: discrimination(known.filter(isRightOrWrong))?.value ?? null,
    sureAndWrong: known.filter((each) => each.confidence >= SURE && each.right === 0).length,
    n: known.length,
  };
}
