/** Candidates on cases they were not chosen on: which is better than the prompt as it is, beyond noise (METRICS 12.7). */

import { randomFrom } from '../../numbers/random.js';
import { pairedTest, type PairedTest } from '../../score/pairedTest.js';
import { holm } from '../../score/statistics/holm.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import type { Candidate } from './candidates.js';
import { pairsOf, type Figure, type PairedCase } from './pairs.js';

/** A loss up to this counts as none. */
const MARGIN = BANDS.stable;
/** Fewer cases give no interval, so that nothing is claimed of them. */
const FEWEST = 8;

export interface Judged {
  readonly candidate: Candidate;
  readonly cases: readonly PairedCase[];
  /** Candidate minus the prompt as it is; null without a case in which both have the figure. */
  readonly tests: Readonly<Record<Figure, PairedTest | null>>;
  /** One-sided p that accuracy or effect is not better, the smaller one, adjusted over all candidates and both (Holm). */
  readonly p: number;
  /** Better in accuracy or effect, and in neither worse. */
  readonly isBetter: boolean;
}

/** What is better: more accuracy, less effect. */
const SIGNS = { accuracy: 1, effect: -1 } as const;
const DECIDING = ['accuracy', 'effect'] as const;

export interface JudgeOptions {
  readonly seed: number;
  /** How often each test counts. Default: once. */
  readonly looks?: number;
}

export function judge(
  measured: readonly { candidate: Candidate; cases: readonly PairedCase[] }[],
  { seed, looks = 1 }: JudgeOptions,
): readonly Judged[] {
  const tested = measured.map((each) => ({ ...each, tests: testsOf(each, seed) }));
  const adjusted = holm(
    tested.flatMap(({ tests }) => DECIDING.map((figure) => oneSided(figure, tests[figure]))),
  );
  return tested.map((each, at): Judged => {
    const p = Math.min(
      1,
      ...DECIDING.map((_, index) => looks * (adjusted[at * DECIDING.length + index] ?? 1)),
    );
    const isBetter =
      p < SIGNIFICANCE &&
      each.cases.length >= FEWEST &&
      DECIDING.every((figure) => !isWorse(figure, each.tests[figure]));
    return { ...each, p, isBetter };
  });
}

/**
 * The candidate that was first in the search, of those that are better: the order was settled before these cases were asked,
 * so that no luck of theirs chose it. A combination, which no search case saw, must be better than that one too.
 */
export function winnerOf(judged: readonly Judged[], seed: number): Judged | null {
  const better = judged.filter(({ isBetter }) => isBetter);
  const first = better.find(({ candidate }) => candidate.edit.code !== 'combined') ?? null;
  const both = better.find(({ candidate }) => candidate.edit.code === 'combined') ?? null;
  if (first === null || both === null) return first ?? both;
  const beside = judge([{ candidate: both.candidate, cases: besideEachOther(first, both) }], {
    seed,
  });
  return beside[0]?.isBetter ? both : first;
}

/** The second against the first, on the cases both were asked. */
function besideEachOther(first: Judged, second: Judged): PairedCase[] {
  const own = new Map(first.cases.map((each) => [each.case, each]));
  return second.cases.flatMap((each) => {
    const other = own.get(each.case);
    return other ? [{ ...each, a: other.b }] : [];
  });
}

function testsOf(
  { candidate, cases }: { candidate: Candidate; cases: readonly PairedCase[] },
  seed: number,
): Judged['tests'] {
  const test = (figure: Figure) =>
    pairedTest(pairsOf(cases, figure), {
      ...{ binary: false, margin: MARGIN },
      random: randomFrom('repair', seed, candidate.id, figure),
    });
  return {
    accuracy: test('accuracy'),
    effect: test('effect'),
    confidence: test('confidence'),
    tokens: test('tokens'),
  };
}

/** Sign flips are symmetric, so that half of the two-sided p is the one-sided one. */
const oneSided = (figure: 'accuracy' | 'effect', test: PairedTest | null): number =>
  test !== null && SIGNS[figure] * test.difference > 0 ? test.p / 2 : 1;

function isWorse(figure: 'accuracy' | 'effect', test: PairedTest | null): boolean {
  if (test === null) return false;
  const loss = -SIGNS[figure] * test.difference;
  return loss > MARGIN || (loss > 0 && test.p / 2 < SIGNIFICANCE);
}
