/** Cases × variants, each cell with its repeats, and how far apart a case's outputs are. */

import {
  answerDistances,
  embeddingDistances,
  scoreDistances,
  type OutputDistances,
} from './distance.js';
import type { EmbeddingScale } from './embeddingScale.js';
import { createScoreCache, type ScoreCache } from './scoreCache.js';
import type { AnswerDistance, ScoreInput, VariantRole } from './scoreInput.js';
import { isAnswered, type Answer } from '../answers/answer.js';
import { memoise } from '../text/memoise.js';
import type { CaseRow } from './caseRow.js';
import { energyOf } from './statistics/energy.js';
import type { Instance } from './statistics/permutation.js';
import { addUp, type AddUp } from './statistics/totals.js';

/** One few-shot configuration of a run, all variants. */
export interface Grid {
  readonly shots: string;
  readonly cases: readonly string[];
  /** In the order of the cases. */
  readonly rows: readonly CaseRow[];
  /** Distances between all scored outputs of a case, and between all its answers. */
  readonly scores: Instances;
  readonly answers: Instances;
}

/** A case's outputs by the given variants. */
export type Instances = (row: CaseRow, variants: readonly string[]) => Instance;

export function buildGrid(input: ScoreInput, shots: string): Grid {
  const { row } = input.cache ?? createScoreCache();
  const own = input.answers.filter((each) => each.shots === shots);
  const rows = new Map(
    [...Map.groupBy(own, (each) => each.case)].map(([id, outputs]) => [id, row(outputs)]),
  );
  return {
    shots,
    cases: [...rows.keys()],
    rows: [...rows.values()],
    scores: SCORES,
    answers: answerInstances(input),
  };
}

/** The grid of the headline's few-shot configuration: built once for whatever is computed from one input. */
export const headlineGrid = memoise((input: ScoreInput) => buildGrid(input, input.shots));

/** Distances are computed once for each row, and used by every scope. */
function instancesOf(distancesOf: OutputDistances, counts: (each: Answer) => boolean): Instances {
  const measured = memoise((row: CaseRow) => {
    const items = row.outputs.filter(counts);
    const { matrix, rows } = distancesOf(items);
    const members = new Map<string, number[]>();
    items.forEach(({ variant }, index) => {
      const [own, at] = [members.get(variant), rows[index] as number];
      if (own) own.push(at);
      else members.set(variant, [at]);
    });
    return { matrix, members };
  });
  return (row, variants) => {
    const { matrix, members } = measured(row);
    return { id: row.id, matrix, groups: variants.map((id) => members.get(id) ?? []) };
  };
}

const SCORES = instancesOf(scoreDistances, ({ score }) => score !== null);
const ANSWERS: Readonly<Record<Exclude<AnswerDistance, 'embedding'>, Instances>> = {
  label: instancesOf(answerDistances('label'), isAnswered),
  json: instancesOf(answerDistances('json'), isAnswered),
  toolCalls: instancesOf(answerDistances('toolCalls'), isAnswered),
  text: instancesOf(answerDistances('text'), isAnswered),
  // What the judge did not decide about says nothing.
  meaning: instancesOf(answerDistances('meaning'), ({ byMeaning }) => byMeaning === true),
};

function answerInstances({ distance, scale }: ScoreInput): Instances {
  if (distance !== 'embedding') return ANSWERS[distance];
  return scale ? embeddingInstances(scale) : ANSWERS.text;
}

const embeddingInstances = memoise((scale: EmbeddingScale) =>
  instancesOf(embeddingDistances(scale), isAnswered),
);

/** The part of a grid a value covers. */
export interface Scope {
  readonly grid: Grid;
  /** Variants that have any output, in plan order. */
  readonly variants: readonly string[];
  readonly original: string;
  /** Repeats of the fullest cell. */
  readonly repeats: number;
  /** Whether the server gave the same text every time, so that repeats were stopped. */
  readonly deterministic: boolean;
  readonly task: Task;
  /** Absent: nothing is kept for another scoring. */
  readonly memory: ScoreCache | null;
}

/** What is asked of the answers, whatever the wording. */
export type Task = Pick<ScoreInput, 'labels' | 'distance' | 'schema' | 'expected' | 'vectors'>;

export function scopeOf(input: ScoreInput, grid: Grid, variants: readonly string[]): Scope {
  const present = variants.filter((id) => grid.rows.some((row) => row.cell(id).length > 0));
  let repeats = 0;
  for (const row of grid.rows)
    for (const id of present) repeats = Math.max(repeats, row.cell(id).length);
  return {
    grid,
    variants: present,
    original: input.original,
    repeats,
    deterministic: input.deterministic,
    task: input,
    memory: input.cache ?? null,
  };
}

/** What a headline number covers: the original and the variants that are no stress test and that no person must still see. */
export const headlineVariants = ({ variants }: ScoreInput): string[] =>
  variants.filter(({ stress, reviewed }) => !stress && reviewed).map(({ id }) => id);

/** The scope of the headline numbers: one for all that is computed from one input. */
export const headlineScope = memoise((input: ScoreInput) =>
  headlineScopeUnder(input, headlineGrid(input)),
);

/** The same under another few-shot configuration. */
export const headlineScopeUnder = (input: ScoreInput, grid: Grid): Scope =>
  scopeOf(input, grid, headlineVariants(input));

/** What a class's number covers: the original and the class's own variants. */
export const classVariants = ({ variants, original }: ScoreInput, classId: string): string[] =>
  variants
    .filter((each) => each.id === original || (each.class === classId && each.reviewed))
    .map(({ id }) => id);

export const classesOf = ({ variants, original }: ScoreInput): string[] => [
  ...new Set(variants.filter(({ id }: VariantRole) => id !== original).map((each) => each.class)),
];

/** Distances inside one case: between wordings, between repeats of one wording, and the first minus the second. */
export interface CaseEffect {
  readonly case: string;
  readonly cross: number | null;
  readonly within: number | null;
  readonly excess: number | null;
}

/** One for each case, in grid order. On a deterministic server repeats do not differ, whether they were made or not. */
export function caseEffects(
  { grid, variants, deterministic }: Scope,
  measure: 'scores' | 'answers',
): CaseEffect[] {
  return grid.rows.map((row) => {
    const { matrix, groups } = grid[measure](row, variants);
    const { cross, within: measured } = energyOf(matrix, groups);
    const within = deterministic && cross !== null ? 0 : measured;
    return {
      case: row.case,
      cross,
      within,
      excess: cross === null || within === null ? null : cross - within,
    };
  });
}

/** The answers to each case under each variant, by repeat: `[case][variant][repeat]`. */
export const cellsOf = memoise(({ grid, variants }: Scope) =>
  grid.rows.map((row) => variants.map((id) => answeredOf(row.cell(id)))),
);

/** The same list where there is nothing to leave out: a copy of each would be most of what scoring a large run holds. */
const answeredOf = (cell: readonly Answer[]): readonly Answer[] =>
  cell.every(isAnswered) ? cell : cell.filter(isAnswered);

/** All outputs of a scope, also those that were cut off before they began. */
export const outputsOf = memoise(({ grid, variants }: Scope): readonly Answer[] =>
  grid.rows.flatMap((row) => variants.flatMap((id) => row.cell(id))),
);

/** Totals over the cases of a scope, kept under a name where there is a memory. */
export function totalsOver<T>(
  { memory, grid, variants }: Scope,
  name: string,
  keyOf: (item: T) => object,
): AddUp<T> {
  return memory?.totals([name, grid.shots, ...variants].join('\n'), keyOf) ?? addUp;
}
