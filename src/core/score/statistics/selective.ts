/** Answering only when sure enough: risk against coverage (Geifman and El-Yaniv 2017; METRICS 8.4). */

import type { Judged, JudgedAnswer } from './calibration.js';
import { NORMAL_975 } from './normal.js';
import { wilson } from './wilson.js';

/**
 * Share of errors among the k surest answers, k = 1…n. Answers of equal confidence are accepted together in truth; inside
 * such a group the risk is the expected one over its orders, so that the order of the input does not matter.
 */
export function risks(judged: readonly Judged[]): number[] {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
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

export interface RiskArea {
  /** Area under the risk-coverage curve: the mean of `risks`, in [0,1], lower is better. */
  readonly area: number;
  /** How much one more answer like each would move the area; they add up to 0. */
  readonly influence: Float64Array;
}

/**
 * An answer at place j adds its own risk to the mean, and (its error − risk) / k to every risk from there on. Answers of equal
 * confidence share the mean of their places.
 */
export function riskArea(judged: readonly Judged[]): RiskArea {
  const n = judged.length;
  const order = judged.map((_, index) => index).sort((a, b) => sureness(b) - sureness(a));
  function sureness(index: number): number {
    return judged[index]?.confidence ?? 0;
  }
  const risk = risks(judged);
  const area = meanOf(risk);
  const harmonic = new Float64Array(n + 1);
  const weighted = new Float64Array(n + 1);
  for (let place = n - 1; place >= 0; place--) {
    harmonic[place] = (harmonic[place + 1] as number) + 1 / (place + 1);
    weighted[place] = (weighted[place + 1] as number) + (risk[place] as number) / (place + 1);
  }
  const influence = new Float64Array(n);
  for (let from = 0; from < n;) {
    let [to, fixed, perError] = [from, 0, 0];
    while (to < n && sureness(order[to] as number) === sureness(order[from] as number)) {
      fixed += (risk[to] as number) - area - (weighted[to] as number);
      perError += harmonic[to] as number;
      to += 1;
    }
    for (const index of order.slice(from, to)) {
      const error = 1 - (judged[index]?.right ?? 0);
      influence[index] = (fixed + error * perError) / (to - from) / n;
    }
    from = to;
  }
  return { area, influence };
}

/** The same when every right answer is surer than every wrong one: the least area that these answers allow. */
export const oracleArea = (judged: readonly Judged[]): RiskArea =>
  riskArea(judged.map(({ right }) => ({ right, confidence: right })));

/**
 * 95 % interval in [0,1] from the influence of each answer, those of one instance added up since they are not independent;
 * null below two instances, and where none has any.
 */
export function influenceInterval(
  value: number,
  influence: ArrayLike<number>,
  judged: readonly JudgedAnswer[],
): readonly [number, number] | null {
  const byInstance = new Map<number, number>();
  judged.forEach(({ at }, index) =>
    byInstance.set(at, (byInstance.get(at) ?? 0) + (influence[index] as number)),
  );
  const n = byInstance.size;
  const squares = [...byInstance.values()].reduce((total, each) => total + each * each, 0);
  if (n < 2 || squares === 0) return null;
  const half = NORMAL_975 * Math.sqrt((n / (n - 1)) * squares);
  return [Math.max(0, value - half), Math.min(1, value + half)];
}

/** Share of answers whose confidence another has too. */
export function tiedShare(judged: readonly Judged[]): number {
  const seen = new Map<number, number>();
  for (const { confidence } of judged) seen.set(confidence, (seen.get(confidence) ?? 0) + 1);
  return judged.filter(({ confidence }) => (seen.get(confidence) ?? 0) > 1).length / judged.length;
}

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
