import { randomFrom, type Random } from '../../numbers/random.js';
import type { AbsenceReason, Envelope } from '../envelope.js';
import { confidenceTier, type TieredConfidence } from '../confidenceTier.js';
import {
  caseEffects,
  cellsOf,
  outputsOf,
  type CaseEffect,
  type Scope,
  type Task,
} from '../grid.js';
import type { Answer } from '../../answers/answer.js';
import { memoise } from '../../text/memoise.js';
import { bootstrapMean } from '../statistics/bootstrap.js';
import {
  effectInterval as intervalOfEffects,
  rateInterval as intervalOfRates,
} from '../statistics/caseIntervals.js';
import type { MetricId } from '../../metrics/metricTable.js';
import { meanOfKnown } from '../../numbers/describe.js';

/** How one number of the report is computed; what is said of it stands in its row of the metric table. */
export interface Metric {
  readonly id: MetricId;
  /** Called only when every need of its row is met and there is at least one output. */
  score(context: MetricContext): Envelope;
}

export interface MetricContext extends Task {
  readonly id: string;
  readonly scope: Scope;
  readonly outputs: readonly Answer[];
  /** Calls of the scope that failed. */
  readonly failed: number;
  readonly random: Random;
  /** For what is drawn case by case and kept: begins alike whatever was drawn before. */
  readonly permutations: Random;
  /** The confidence a report speaks of. */
  readonly confidence: TieredConfidence;
  effects(measure: 'scores' | 'answers'): readonly CaseEffect[];
  /** Mean score of each scored cell: by case, in variant order, null where a cell has none. */
  cellScores(): readonly (readonly (number | null)[])[];
}

export function metricContext(
  id: string,
  scope: Scope,
  { failed, seed }: { failed: number; seed: readonly (string | number)[] },
): MetricContext {
  return {
    id,
    scope,
    outputs: outputsOf(scope),
    failed,
    random: randomFrom(...seed),
    permutations: randomFrom(...seed, 'deals'),
    labels: scope.task.labels,
    distance: scope.task.distance,
    schema: scope.task.schema ?? null,
    expected: scope.task.expected ?? NO_GOLD,
    get confidence() {
      return confidenceOver(scope);
    },
    effects: (measure) => effectsOf[measure](scope),
    cellScores: () => cellScoresOf(scope),
  };
}

const NO_GOLD: ReadonlyMap<string, string> = new Map();
/** The confidence a report speaks of. */
export const confidenceOver = memoise((scope: Scope) =>
  confidenceTier(outputsOf(scope), scope.task.labels),
);
const effectsOf = {
  scores: memoise((scope: Scope) => caseEffects(scope, 'scores')),
  answers: memoise((scope: Scope) => caseEffects(scope, 'answers')),
};
/** Mean score of each cell: by case, in variant order, null where a cell has none. */
export const cellScoresOf = memoise((scope: Scope) =>
  cellsOf(scope).map((cells) => cells.map(cellScore)),
);

/** Mean over the repeats that are scored; null where none is. */
export const cellScore = (cell: readonly Answer[]): number | null =>
  meanOfKnown(cell, ({ score }) => score);

/** Mean over the cells that are scored, each counting once; null where none is. */
export const accuracyOf = (cells: readonly (readonly Answer[])[]): number | null =>
  meanOfKnown(cells, cellScore);

type Details = Partial<Omit<Envelope, 'name' | 'value' | 'P' | 'R'>> & Pick<Envelope, 'n' | 'of'>;

export function present({ id, scope }: MetricContext, value: number, details: Details): Envelope {
  return { name: id, value, P: scope.variants.length, R: scope.repeats, config: {}, ...details };
}

export function absent({ id, scope }: MetricContext, reason: AbsenceReason): Envelope {
  return {
    name: id,
    value: null,
    reason,
    n: 0,
    of: 'cases',
    P: scope.variants.length,
    R: scope.repeats,
    config: {},
  };
}

export type Interval = Pick<Envelope, 'ci' | 'ciMethod'>;

const NO_INTERVAL: Interval = {};

/** Interval of a mean of one rate per case; none without cases. */
export const rateInterval = (
  value: number,
  perCase: readonly number[],
  { random }: MetricContext,
): Interval => (perCase.length === 0 ? NO_INTERVAL : intervalOfRates(perCase, random, value));

/** Interval of a mean effect between `groups` groups; none below eight cases. */
export const effectInterval = (
  perCase: readonly number[],
  groups: number,
  { random }: MetricContext,
): Interval => intervalOfEffects(perCase, groups, random) ?? NO_INTERVAL;

/** Interval of a mean of one value of any size per case; none below eight, and none where all are alike. */
export function meanInterval(perCase: readonly number[], { random }: MetricContext): Interval {
  const interval = perCase.every((each) => each === perCase[0])
    ? null
    : bootstrapMean(perCase, random);
  return interval ? { ci: interval.ci, ciMethod: interval.method } : NO_INTERVAL;
}

/**
 * The mean of each case that has any value, and how many answers have one. A cell that was asked more often counts once: a
 * case's mean is that over its wordings of the cell's mean (METRICS 12.9).
 */
export function perCase(
  { scope: { grid, variants } }: Pick<MetricContext, 'scope'>,
  valueOf: (output: Answer) => number | null,
): { readonly values: readonly number[]; readonly answers: number } {
  let answers = 0;
  const counted = (output: Answer) => {
    const value = valueOf(output);
    if (value !== null) answers += 1;
    return value;
  };
  const values: number[] = [];
  for (const row of grid.rows) {
    const own = meanOfKnown(variants, (id) => meanOfKnown(row.cell(id), counted));
    if (own !== null) values.push(own);
  }
  return { values, answers };
}
