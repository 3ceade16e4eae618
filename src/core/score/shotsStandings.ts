/** Few-shot configurations held against each other, case by case (METRICS 12.7). */

import { FILE_SHOTS } from '../variants/shots/configuration.js';
import { randomFrom } from '../numbers/random.js';
import { buildGrid, caseEffects, headlineScopeUnder } from './grid.js';
import { accuracyOf } from './metrics/metric.js';
import { pairedTest } from './pairedTest.js';
import { headlineMeasure } from './scoreAnswers.js';
import type { ScoreInput } from './scoreInput.js';
import { holm } from './statistics/holm.js';
import { BANDS, SIGNIFICANCE } from './thresholds.js';

/** One configuration minus another, mean over the cases both have. */
export interface ShotsDifference {
  readonly difference: number;
  /** 95 %; null below eight cases. */
  readonly ci: readonly [number, number] | null;
  /** Sign-flip p, and adjusted for the number of configurations that are tried (Holm). */
  readonly p: number;
  readonly pHolm: number;
}

export interface ShotsDifferences {
  /** Null where nothing says what is right. */
  readonly accuracy: ShotsDifference | null;
  readonly effect: ShotsDifference | null;
}

export interface ShotsStanding {
  readonly shots: string;
  /**
   * Beside the best. `as-good`: shown to be worse by at most .05 in accuracy and in effect; `open`: neither that nor worse can
   * be told. Null where no best is known.
   */
  readonly standing: 'best' | 'as-good' | 'open' | 'worse' | null;
  /** Beside the file's own examples; null for these, and where the run has none. */
  readonly againstFile: ShotsDifferences | null;
}

/** How much worse may still be called as good, in the unit of accuracy and of the effect. */
const MARGIN = BANDS.stable;
const MEASURES = ['accuracy', 'effect'] as const;

type CaseValues = Readonly<Record<(typeof MEASURES)[number], ReadonlyMap<string, number>>>;

/** In the order the configurations were first met. `best`: the one all are held against; null knows of none. */
export function standingsOf(input: ScoreInput, best: string | null): readonly ShotsStanding[] {
  const names = [...new Set(input.answers.map(({ shots }) => shots))];
  const values = new Map(names.map((shots) => [shots, caseValues(input, shots)]));
  const beside = (reference: string | null) => differencesFrom(reference, values, input.seed);
  const [besideBest, besideFile] = [beside(best), beside(FILE_SHOTS)];
  return names.map((shots) => ({
    shots,
    standing: best === null ? null : shots === best ? 'best' : standingOf(besideBest.get(shots)),
    againstFile: besideFile.get(shots) ?? null,
  }));
}

/** Of every other configuration; empty where the run does not have the reference. */
function differencesFrom(
  reference: string | null,
  values: ReadonlyMap<string, CaseValues>,
  seed: number,
): ReadonlyMap<string, ShotsDifferences> {
  const base = reference === null ? undefined : values.get(reference);
  if (!base) return new Map();
  const others = [...values].filter(([shots]) => shots !== reference);
  const found = new Map(others.map(([shots]) => [shots, { accuracy: null, effect: null } as Open]));
  for (const measure of MEASURES) {
    const tests = others.flatMap(([shots, own]) => {
      const test = differenceOf(own[measure], base[measure], `${seed} ${shots} ${measure}`);
      return test ? [{ shots, ...test }] : [];
    });
    const adjusted = holm(tests.map(({ p }) => p));
    tests.forEach(({ shots, ...test }, at) => {
      const own = found.get(shots);
      if (own) own[measure] = { ...test, pHolm: adjusted[at] ?? 1 };
    });
  }
  return found;
}

type Open = { -readonly [K in keyof ShotsDifferences]: ShotsDifferences[K] };

/** Null without a case both know. */
function differenceOf(
  own: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
  name: string,
): Omit<ShotsDifference, 'pHolm'> | null {
  const pairs = [...own].flatMap(([id, b]) => {
    const a = reference.get(id);
    return a === undefined ? [] : [{ a, b }];
  });
  const how = { binary: false, margin: MARGIN, random: randomFrom('few-shot', name) };
  const test = pairedTest(pairs, how);
  return test && { difference: test.difference, ci: test.ci, p: test.p };
}

function standingOf(beside: ShotsDifferences | undefined): ShotsStanding['standing'] {
  const { accuracy = null, effect = null } = beside ?? {};
  const isWorse = (own: ShotsDifference | null, sign: 1 | -1) =>
    own !== null && own.pHolm < SIGNIFICANCE && sign * own.difference < 0;
  if (isWorse(accuracy, 1) || isWorse(effect, -1)) return 'worse';
  // A difference that was not found may still be there: as good is what the interval shows.
  const isNear = (own: ShotsDifference | null, sign: 1 | -1) =>
    own === null || (own.ci !== null && sign * (sign > 0 ? own.ci[0] : own.ci[1]) >= -MARGIN);
  return (accuracy ?? effect) && isNear(accuracy, 1) && isNear(effect, -1) ? 'as-good' : 'open';
}

function caseValues(input: ScoreInput, shots: string): CaseValues {
  const scope = headlineScopeUnder(input, buildGrid(input, shots));
  const accuracy = scope.grid.rows.flatMap((row) => {
    const reached = accuracyOf(scope.variants.map((variant) => row.cell(variant)));
    return reached === null ? [] : [[row.case, reached] as const];
  });
  const effect = caseEffects(scope, headlineMeasure(input)).flatMap(({ case: id, excess }) =>
    excess === null ? [] : [[id, excess] as const],
  );
  return { accuracy: new Map(accuracy), effect: new Map(effect) };
}
