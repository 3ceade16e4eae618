/**
 * Whether answers are right as often as they were, looked at after every case. Baseline and today are two samples of each case,
 * so that without drift their difference is zero on average, whatever the case; who bets on another mean cannot grow rich
 * (METRICS 12.6).
 */

import type { Answer } from '../../answers/answer.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { meanInterval } from '../../score/statistics/meanInterval.js';
import { meanTest, type MeanTest } from '../../score/statistics/meanTest.js';
import type { Baseline } from '../baseline/baseline.js';
import { shortened } from '../baseline/baseline.js';
import type { DriftFindings } from './schema.js';

export const DRIFT_MARGIN = 0.05;

/** One case, then and now: mean scores over the same wordings, in [0,1]. */
export interface CaseDrift {
  readonly case: string;
  readonly before: number;
  readonly now: number;
  /** The original wording's answer now. */
  readonly answer: string | null;
}

export interface DriftWatch {
  readonly verdict: DriftFindings['verdict'];
  /** Now minus then, in [-1,1], in an order fixed beforehand. */
  add(difference: number): void;
}

const onScale = (difference: number): number => (difference + 1) / 2;

export function watchDrift(): DriftWatch {
  const [none, least, most] = [0, -DRIFT_MARGIN, DRIFT_MARGIN].map((limit) =>
    meanTest(onScale(limit)),
  ) as [MeanTest, MeanTest, MeanTest];
  let verdict: DriftFindings['verdict'] = 'too-early';
  return {
    get verdict() {
      return verdict;
    },
    add(difference) {
      for (const test of [none, least, most]) test.add(onScale(difference));
      if (verdict !== 'too-early') return;
      if (none.side !== null) verdict = 'drifted';
      else if (least.side === 'above' && most.side === 'below') verdict = 'unchanged';
    },
  };
}

/**
 * The differences that the watch has not ruled out, in [-1,1]: the verdict is what follows from it. All the bootstrap could say
 * of a handful of cases that changed would be a change, where the watch says that it is too early.
 */
export function driftInterval(differences: readonly number[]): readonly [number, number] {
  const [low, high] = meanInterval(differences.map(onScale));
  return [2 * low - 1, 2 * high - 1];
}

/**
 * The cases that can be compared, in the order of the answers: over the wordings of the baseline, or, where one of them is not
 * there any more or never answered, as written. Cases without an answer to each are left out. `variants`: those that are asked.
 */
export function caseDrifts(
  { answers, original }: { answers: readonly Answer[]; original: string },
  { measured }: Baseline,
  variants: readonly string[],
): CaseDrift[] {
  const isAsked = (id: string) =>
    answers.some(({ variant, score }) => variant === id && score !== null);
  const isWhole = measured.variants.every((id) => variants.includes(id) && isAsked(id));
  const counted = isWhole ? measured.variants : [original];
  const then = new Map(
    measured.cases.map((each) => [each.id, isWhole ? each.accuracy : each.original]),
  );
  return [...Map.groupBy(answers, (each) => each.case)].flatMap(([id, own]) => {
    const before = then.get(id) ?? null;
    const scores = counted.map((wording) =>
      meanOrNull(own.flatMap((each) => (each.variant === wording ? (each.score ?? []) : []))),
    );
    // The mean over some of the wordings is another measure than that over all.
    if (before === null || scores.includes(null)) return [];
    const now = mean(scores.map((score) => score ?? 0));
    return [{ case: id, before, now, answer: answerOf(own, original) }];
  });
}

function answerOf(own: readonly Answer[], original: string): string | null {
  const first = own.find(({ variant }) => variant === original);
  return first ? shortened(first.answer ?? first.text) : null;
}
