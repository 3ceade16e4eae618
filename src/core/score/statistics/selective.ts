/** Answering only when sure enough: risk against coverage (Geifman and El-Yaniv 2017; METRICS 8.4). */

import type { Judged } from './calibration.js';
import { wilson } from './wilson.js';

/**
 * Share of errors among the k surest answers, k = 1…n. Answers of equal confidence are accepted together in truth; inside
 * such a group the risk is the expected one over its orders, so that the order of the input does not matter.
 */
export function risks(judged: readonly Judged[]): number[] {
  return risksOf([...judged].sort((a, b) => b.confidence - a.confidence));
}

/** `sorted` descending by confidence; `weightOf` counts an answer so many times. */
function risksOf(sorted: readonly Judged[]): number[] {
  const result: number[] = [];
  let errors = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    let inGroup = 0;
    while (to < sorted.length && sorted[to]?.confidence === sorted[from]?.confidence) {
      inGroup += 1 - (sorted[to] as Judged).right;
      to += 1;
    }
    for (let k = from + 1; k <= to; k++) {
      result.push((errors + (inGroup * (k - from)) / (to - from)) / k);
    }
    errors += inGroup;
    from = to;
  }
  return result;
}

const meanOf = (values: readonly number[]) =>
  values.reduce((total, each) => total + each, 0) / values.length;

/** Area under the risk-coverage curve, in [0,1], lower is better; and the share of answers whose confidence another has too. */
export function riskArea(judged: readonly Judged[]): { area: number; tied: number } {
  const seen = new Map<number, number>();
  for (const { confidence } of judged) seen.set(confidence, (seen.get(confidence) ?? 0) + 1);
  const tied = judged.filter(({ confidence }) => (seen.get(confidence) ?? 0) > 1).length;
  return { area: meanOf(risks(judged)), tied: tied / judged.length };
}

/** The area when every right answer is surer than every wrong one: the least that these answers allow. */
export const oracleArea = (judged: readonly Judged[]): number =>
  meanOf(risks(judged.map(({ right }) => ({ right, confidence: right }))));

export interface Acceptance {
  /** Share of the answers that are accepted, in [0,1]. */
  readonly coverage: number;
  /** Share of errors among them; null when none is accepted. */
  readonly risk: number | null;
}

/** Answer where the confidence is at least `threshold`. */
export function acceptance(judged: readonly Judged[], threshold: number): Acceptance {
  const accepted = judged.filter(({ confidence }) => confidence >= threshold);
  const risk = accepted.length === 0 ? null : meanOf(accepted.map(({ right }) => 1 - right));
  return { coverage: accepted.length / judged.length, risk };
}

/**
 * The lowest threshold at which the risk's upper 95 % Wilson bound is at most `target`; null where none is. Each answer
 * must come from an instance of its own: several answers of one instance would make the bound too narrow.
 */
export function thresholdFor(judged: readonly Judged[], target: number): number | null {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
  let errors = 0;
  let found: number | null = null;
  sorted.forEach(({ confidence, right }, index) => {
    errors += 1 - right;
    const last = sorted[index + 1]?.confidence !== confidence;
    if (last && wilson(errors, index + 1)[1] <= target) found = confidence;
  });
  return found;
}
