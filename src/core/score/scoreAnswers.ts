/** Observations → scores: every metric on the headline scope, and broken down by class and few-shot configuration. */

import { testsAgainstOriginal, type AgainstOriginal } from './comparedWithOriginal.js';
import { answerClass } from './distance.js';
import type { Envelope } from './envelope.js';
import {
  buildGrid,
  caseEffects,
  classesOf,
  classVariants,
  headlineGrid,
  headlineScope,
  headlineScopeUnder,
  scopeOf,
  type CaseEffect,
  type Grid,
  type Scope,
} from './grid.js';
import { accuracyOf, metricContext } from './metrics/metric.js';
import { metricRow } from '../metrics/metricTable.js';
import { measure, METRICS } from './metrics/metrics.js';
import type { ScoreInput, VariantRole } from './scoreInput.js';
import { isAnswered, type Answer } from '../answers/answer.js';
import { meanOfKnown } from '../numbers/describe.js';

export interface CaseScores {
  readonly id: string;
  readonly accuracy: number | null;
  /** Of the headline measure: scores where there is gold, else answers. */
  readonly cross: number | null;
  readonly within: number | null;
  readonly excess: number | null;
  readonly answers: number;
}

export interface VariantScores extends VariantRole {
  /** Answers. */
  readonly n: number;
  readonly accuracy: number | null;
  /** Share of cases whose most frequent answer is that of the original wording; null where they cannot be compared. */
  readonly sameAsOriginal: number | null;
  /** Mean excess when this variant is left out; null for variants outside the headline, and where fewer than two would remain. */
  readonly effectWithout: number | null;
  /** Accuracy minus the original's on the same cases, with its sign-flip p, alone and adjusted for the number of variants. */
  readonly againstOriginal: AgainstOriginal | null;
}

export interface Scores {
  /** Cases, variants and repeats of the headline scope. */
  readonly n: number;
  readonly P: number;
  readonly R: number;
  readonly headline: 'pss' | 'divergence';
  readonly metrics: Readonly<Record<string, Envelope>>;
  readonly cases: readonly CaseScores[];
  readonly variants: readonly VariantScores[];
}

/** Pure: the same input, seed included, gives the same scores. `only`: the metrics wanted; all, where it is not said. */
export function scoreAnswers(
  input: ScoreInput,
  { only }: { only?: ReadonlySet<string> } = {},
): Scores {
  const grid = headlineGrid(input);
  const scope = headlineScope(input);
  const headline = headlineOf(input);
  const otherShots = [...new Set(input.answers.map(({ shots }) => shots))].filter(
    (shots) => shots !== input.shots,
  );
  // A class is held against the original.
  const isComparable = input.answers.some(({ variant }) => variant === input.original);
  const byClass = (isComparable ? classesOf(input) : []).map(
    (id) => [id, scopeOf(input, grid, classVariants(input, id))] as const,
  );
  const byShots = otherShots.map(
    (shots) => [shots, headlineScopeUnder(input, buildGrid(input, shots))] as const,
  );
  const metrics: Record<string, Envelope> = {};
  for (const metric of METRICS) {
    if (only?.has(metric.id) === false) continue;
    const over = (part: Scope, name: string) =>
      measure(
        metric,
        metricContext(metric.id, part, {
          failed: part === scope ? input.failed : 0,
          seed: ['score', input.seed, metric.id, name],
        }),
      );
    const by = metricRow(metric.id)?.breakdowns ?? [];
    const whole = over(scope, '');
    const broken = (parts: readonly (readonly [string, Scope])[]) =>
      Object.fromEntries(
        parts.map(([name, part]) => [name, isSame(part, scope) ? whole : over(part, name)]),
      );
    metrics[metric.id] = {
      ...whole,
      ...(by.includes('class') && byClass.length > 0 ? { byClass: broken(byClass) } : {}),
      ...(by.includes('shots') && byShots.length > 0 ? { byShots: broken(byShots) } : {}),
    };
  }
  return {
    n: grid.cases.length,
    P: scope.variants.length,
    R: scope.repeats,
    headline,
    metrics,
    cases: caseScores(scope, measureOf(headline)),
    variants: variantScores(input, { grid, scope, headline }),
  };
}

/** With a single class, that class is the whole. */
const isSame = (part: Scope, whole: Scope) =>
  part.grid === whole.grid && part.variants.join('\n') === whole.variants.join('\n');

/** What a case's outputs are compared by in the headline. */
export const headlineMeasure = (input: ScoreInput) => measureOf(headlineOf(input));

/** What answers are compared by where any is scored, and where none is. */
const headlineOf = ({ answers }: ScoreInput): Scores['headline'] =>
  answers.some(({ score }) => score !== null) ? 'pss' : 'divergence';

const measureOf = (headline: Scores['headline']) => (headline === 'pss' ? 'scores' : 'answers');

function caseScores(scope: Scope, measured: 'scores' | 'answers'): CaseScores[] {
  const effects = caseEffects(scope, measured);
  return scope.grid.rows.map((row, index) => {
    const { cross, within, excess } = effects[index] as CaseEffect;
    const cells = scope.variants.map((variant) => row.cell(variant));
    return {
      id: row.case,
      accuracy: accuracyOf(cells),
      cross,
      within,
      excess,
      answers: cells.flat().length,
    };
  });
}

function variantScores(
  input: ScoreInput,
  { grid, scope, headline }: { grid: Grid; scope: Scope; headline: Scores['headline'] },
): VariantScores[] {
  const tests = testsAgainstOriginal(input);
  const originals = majorityAnswers(grid, input.original);
  return input.variants.map((role) => {
    const cells = grid.rows.map((row) => row.cell(role.id));
    const counted = scope.variants.includes(role.id);
    return {
      ...role,
      n: cells.flat().length,
      accuracy: accuracyOf(cells),
      sameAsOriginal: shareOfSame(majorityAnswers(grid, role.id), originals),
      effectWithout: counted ? effectWithout(input, { scope, headline, ids: [role.id] }) : null,
      againstOriginal: tests.get(role.id) ?? null,
    };
  });
}

/** Null where no case has both. */
function shareOfSame(
  own: readonly (string | null)[],
  originals: readonly (string | null)[],
): number | null {
  return meanOfKnown([...own.keys()], (at) => {
    const [answer, original] = [own[at] ?? null, originals[at] ?? null];
    return answer === null || original === null ? null : Number(answer === original);
  });
}

/** Of a variant, case by case. */
const majorityAnswers = ({ rows }: Grid, variant: string): readonly (string | null)[] =>
  rows.map((row) => majorityAnswer(row.cell(variant).filter(isAnswered)));

/** The most frequent of a cell's answers, the first of them where several are; null without any. */
function majorityAnswer(answered: readonly Answer[]): string | null {
  const [only] = answered;
  if (only && answered.length === 1) return answerClass(only);
  const times = new Map<string, number>();
  for (const output of answered) {
    const own = answerClass(output);
    times.set(own, (times.get(own) ?? 0) + 1);
  }
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The headline's mean excess with some variants left out; null when fewer than two would remain or nothing is known. */
export function effectWithoutVariants(input: ScoreInput, ids: readonly string[]): number | null {
  return effectWithout(input, { scope: headlineScope(input), headline: headlineOf(input), ids });
}

function effectWithout(
  input: ScoreInput,
  { scope, headline, ids }: { scope: Scope; headline: Scores['headline']; ids: readonly string[] },
): number | null {
  const rest = scope.variants.filter((id) => !ids.includes(id));
  if (rest.length < 2) return null;
  const effects = caseEffects(scopeOf(input, scope.grid, rest), measureOf(headline));
  return meanOfKnown(effects, ({ excess }) => excess);
}
