/** Whether confidences are what they say: against the share that is right (METRICS 8.3). Right is 1, wrong 0. */

import { NORMAL_975 } from './normal.js';

export interface Judged {
  /** In [0,1]. */
  readonly confidence: number;
  readonly right: number;
}

export interface CalibrationError {
  /** In [0,1], lower is better. */
  readonly value: number;
  readonly bins: number;
  readonly equalMass: boolean;
}

const WIDE_BINS = 10;
const FEW = 50;
const MASS_BINS = 5;

/**
 * Expected calibration error (Naeini 2015, Guo et al. 2017): bins (low, high] of equal width, the first with 0. Below 50
 * answers most of those would be empty: then five bins of equally many.
 */
export function calibrationError(
  judged: readonly Judged[],
  {
    bins = WIDE_BINS,
    equalMass = judged.length < FEW,
  }: { bins?: number; equalMass?: boolean } = {},
): CalibrationError {
  const count = equalMass ? Math.min(MASS_BINS, judged.length) : bins;
  const groups = equalMass ? massBins(judged, count) : widthBins(judged, count);
  const gaps = groups.map((group) =>
    Math.abs(group.reduce((total, { right, confidence }) => total + right - confidence, 0)),
  );
  const value = gaps.reduce((total, gap) => total + gap, 0) / judged.length;
  return { value, bins: count, equalMass };
}

function widthBins(judged: readonly Judged[], count: number): Judged[][] {
  const bins = Array.from({ length: count }, (): Judged[] => []);
  for (const each of judged) {
    bins[Math.max(0, Math.ceil(each.confidence * count - 1e-9) - 1)]?.push(each);
  }
  return bins;
}

/** Equal confidences stay together, in the bin of their middle: parting them would show errors that are none. */
function massBins(judged: readonly Judged[], count: number): Judged[][] {
  const bins = Array.from({ length: count }, (): Judged[] => []);
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.confidence === sorted[from]?.confidence) to += 1;
    const middle = (from + to) / 2 / sorted.length;
    bins[Math.min(count - 1, Math.floor(middle * count))]?.push(...sorted.slice(from, to));
    from = to;
  }
  return bins;
}

/** Mean squared distance, in [0,1] (Brier 1950). */
export const brier = (judged: readonly Judged[]): number =>
  judged.reduce((total, { confidence, right }) => total + (confidence - right) ** 2, 0) /
  judged.length;

/** An answer and which instance it is an answer to, from 0 on. */
export interface JudgedAnswer extends Judged {
  readonly at: number;
}

export interface Discrimination {
  /** In [0,1]. */
  readonly value: number;
  /** 95 %; null with a single instance, and where all instances say the same. */
  readonly ci: readonly [number, number] | null;
}

/**
 * Chance that a right answer is surer than a wrong one, ties counted half: the area under the ROC curve by ranks (Mann and
 * Whitney 1947). Null unless there are both. The interval knows that answers to one instance are not independent (Obuchowski
 * 1997), and is made on the scale of log odds, so that it stays inside [0,1].
 */
export function discrimination(judged: readonly JudgedAnswer[]): Discrimination | null {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  const all = { right: 0, wrong: 0 };
  for (const { right } of sorted) all[right === 1 ? 'right' : 'wrong'] += 1;
  if (all.right === 0 || all.wrong === 0) return null;
  const instances = new Map<number, Tally>();
  const below = { right: 0, wrong: 0 };
  let surer = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (sorted[to]?.confidence === sorted[from]?.confidence && to < sorted.length) to += 1;
    const tied = sorted.slice(from, to);
    const right = tied.filter((each) => each.right === 1).length;
    const wrong = tied.length - right;
    for (const { at, right: own } of tied) {
      const tally = instances.get(at) ?? { right: 0, wrong: 0, overWrong: 0, underRight: 0 };
      instances.set(at, tally);
      if (own === 1) {
        tally.right += 1;
        tally.overWrong += (below.wrong + wrong / 2) / all.wrong;
      } else {
        tally.wrong += 1;
        tally.underRight += (all.right - below.right - right / 2) / all.right;
      }
    }
    surer += right * (below.wrong + wrong / 2);
    below.right += right;
    below.wrong += wrong;
    from = to;
  }
  const value = surer / (all.right * all.wrong);
  return { value, ci: clusteredInterval(value, [...instances.values()], all) };
}

/** Of one instance: its answers, and the sums of their shares of wrong answers below and of right answers above. */
interface Tally {
  right: number;
  wrong: number;
  overWrong: number;
  underRight: number;
}

function clusteredInterval(
  value: number,
  instances: readonly Tally[],
  all: { readonly right: number; readonly wrong: number },
): readonly [number, number] | null {
  const n = instances.length;
  if (n < 2) return null;
  const deviations = instances.map(({ right, wrong, overWrong, underRight }) => {
    return (overWrong - right * value) / all.right + (underRight - wrong * value) / all.wrong;
  });
  const variance = (n / (n - 1)) * deviations.reduce((total, each) => total + each * each, 0);
  if (variance === 0) return null;
  const logit = Math.log(value / (1 - value));
  const half = (NORMAL_975 * Math.sqrt(variance)) / (value * (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return [back(logit - half), back(logit + half)];
}
