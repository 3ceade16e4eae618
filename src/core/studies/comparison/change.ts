/**
 * Did an edit make prompts worse? Each is held against its baseline, case by case (METRICS 12.7). Only evidence turns a check
 * red: over all prompts and measures of one check the chance that any is called worse although none is stays below 5 % (Holm).
 */

import { SIGNIFICANCE } from '../../score/thresholds.js';
import { casesForMargin } from '../../score/statistics/caseIntervals.js';
import { holm } from '../../score/statistics/holm.js';
import type { PairedTest } from '../../score/pairedTest.js';
import type { Comparable, ComparableCase } from './comparable.js';
import { DEFAULT_MARGIN, sharedCases, testOf } from './compare.js';
import { MEASURES, type Measure } from './measures.js';

export type ChangeResult = 'regressed' | 'improved' | 'equivalent' | 'inconclusive';

export interface MeasuredChange {
  readonly metric: string;
  readonly title: string;
  readonly test: PairedTest;
  /** `same`: shown to lie inside the margin. `open`: neither. */
  readonly word: 'worse' | 'better' | 'same' | 'open';
  /** One-sided p that it got no worse, adjusted over all prompts and measures. */
  readonly pWorse: number;
}

/** A case whose answer or score is another than in the baseline. */
export interface ChangedCase {
  readonly id: string;
  readonly before: ComparableCase;
  readonly now: ComparableCase;
}

export interface Change {
  readonly result: ChangeResult;
  readonly measures: readonly MeasuredChange[];
  /** Cases both have. */
  readonly cases: number;
  /** Cases that would tell, all in all; null where none would, or where it is told. */
  readonly needed: number | null;
  /** The most telling first. */
  readonly changed: readonly ChangedCase[];
}

export interface ChangedPrompt {
  readonly before: Comparable;
  readonly now: Comparable;
}

interface Tested {
  readonly measure: Measure;
  readonly test: PairedTest;
  readonly pWorse: number;
  readonly pBetter: number;
}

/** One for each prompt, in their order. */
export function changesOf(
  prompts: readonly ChangedPrompt[],
  { margin = DEFAULT_MARGIN, seed = 1 }: { margin?: number; seed?: number } = {},
): Change[] {
  const tested = prompts.map((each) => testsOf(each, { margin, seed }));
  const worse = adjusted(tested, ({ pWorse }) => pWorse);
  const better = adjusted(tested, ({ pBetter }) => pBetter);
  return prompts.map((prompt, at) => {
    const measures = (tested[at] ?? []).map((each): MeasuredChange => {
      const { measure, test } = each;
      const pWorse = worse.get(each) ?? 1;
      const word =
        pWorse < SIGNIFICANCE
          ? 'worse'
          : (better.get(each) ?? 1) < SIGNIFICANCE
            ? 'better'
            : test.equivalence.within
              ? 'same'
              : 'open';
      return { metric: measure.metric, title: measure.title, test, word, pWorse };
    });
    const result = resultOf(measures);
    return {
      result,
      measures,
      cases: sharedCases(prompt.before, prompt.now).length,
      needed: result === 'inconclusive' ? neededFor(measures) : null,
      changed: changedCases(prompt),
    };
  });
}

/**
 * What each measure may spend of a prompt's 5 %. A prompt that gets six cases of sixty wrong must not be missed for a second
 * question that is asked beside it; a wording effect that matters has a far smaller p.
 */
const SHARES = { accuracy: 0.8, excess: 0.2 } as const;

/** Weighted Bonferroni over the measures of a prompt, Holm over the prompts. */
function adjusted(
  tested: readonly (readonly Tested[])[],
  pOf: (each: Tested) => number,
): ReadonlyMap<Tested, number> {
  const weighted = tested.map((own) => {
    const shareOf = ({ measure }: Tested) =>
      own.length === 1 ? 1 : measure.metric === 'excess' ? SHARES.excess : SHARES.accuracy;
    return own.map((each) => ({ each, p: Math.min(1, pOf(each) / shareOf(each)) }));
  });
  const smallest = weighted.map((own) => Math.min(1, ...own.map(({ p }) => p)));
  const overPrompts = holm(smallest);
  return new Map(
    weighted.flatMap((own, at) => {
      const least = smallest[at] ?? 1;
      const factor = least === 0 ? 1 : (overPrompts[at] ?? 1) / least;
      return own.map(({ each, p }) => [each, Math.min(1, p * factor)] as const);
    }),
  );
}

/** Accuracy, over all wordings where both runs had the same, and wording effect: what a regression can show in. */
function testsOf({ before, now }: ChangedPrompt, options: { margin: number; seed: number }) {
  const shared = sharedCases(before, now);
  const tested = (metric: string): Tested[] =>
    MEASURES.filter((measure) => measure.metric === metric).flatMap((measure) => {
      const { test } = testOf(measure, { a: before, b: now, shared }, options);
      return test ? [{ measure, test, ...oneSided(test, measure.better) }] : [];
    });
  const accuracy = tested('accuracy');
  return [...(accuracy.length > 0 ? accuracy : tested('accuracy.original')), ...tested('excess')];
}

/** Both tests are symmetric, so that half of the two-sided p is the one-sided one. */
function oneSided({ p, difference }: PairedTest, better: Measure['better']) {
  if (difference === 0) return { pWorse: 1, pBetter: 1 };
  const isWorse = difference > 0 === (better === 'lower');
  return isWorse ? { pWorse: p / 2, pBetter: 1 } : { pWorse: 1, pBetter: p / 2 };
}

function resultOf(measures: readonly MeasuredChange[]): ChangeResult {
  const words = measures.map(({ word }) => word);
  if (words.includes('worse')) return 'regressed';
  if (words.includes('better')) return 'improved';
  return words.length > 0 && words.every((word) => word === 'same') ? 'equivalent' : 'inconclusive';
}

/** Null where nothing was measured. */
function neededFor(measures: readonly MeasuredChange[]): number | null {
  const open = measures.filter(({ word }) => word === 'open');
  const needed = open.map(({ test }) =>
    test.ciMethod === 'degenerate' || test.needed === null || test.needed <= test.n
      ? casesForMargin(test.equivalence.margin)
      : test.needed,
  );
  return needed.length === 0 ? null : Math.max(...needed);
}

function changedCases({ before, now }: ChangedPrompt): ChangedCase[] {
  const [then, later] = [before, now].map(
    ({ cases }) => new Map(cases.map((each) => [each.id, each])),
  );
  return sharedCases(before, now)
    .flatMap(({ a, b }): ChangedCase[] => {
      const [old, fresh] = [then?.get(a), later?.get(b)];
      return old && fresh ? [{ id: b, before: old, now: fresh }] : [];
    })
    .filter(({ before: a, now: b }) => a.answer !== b.answer || a.original !== b.original)
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** How much a score moved; answers that changed without one come last. */
const weightOf = ({ before, now }: ChangedCase): number =>
  Math.abs((now.original ?? 0) - (before.original ?? 0)) +
  Math.abs((now.accuracy ?? 0) - (before.accuracy ?? 0));
