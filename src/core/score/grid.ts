/** Cases × variants, each cell with its repeats, and how far apart a case's outputs are. */

import type { Observation, ScoreInput, VariantRole } from './observation.js';
import { answerDistances, scoreDistances, type Distances } from './distance.js';
import { energyOf, type DistanceMatrix } from './statistics/energy.js';
import type { Instance } from './statistics/permutation.js';

/** One few-shot configuration of a run, all variants. */
export interface Grid {
  readonly cases: readonly string[];
  /** The outputs of a case under a variant, by repeat; empty where there are none. */
  cell(caseId: string, variant: string): readonly Observation[];
  /** Distances between all scored outputs of a case, and between all its answers: computed once, used by every scope. */
  readonly scores: Instances;
  readonly answers: Instances;
}

export interface Instances {
  /** A case's outputs dealt to the given variants. */
  instance(caseId: string, variants: readonly string[]): Instance;
}

export function buildGrid(input: ScoreInput, shots: string): Grid {
  const own = input.observations.filter((each) => each.shots === shots);
  const cases = [...new Set(own.map((each) => each.case))];
  const cells = new Map<string, Map<string, Observation[]>>(cases.map((id) => [id, new Map()]));
  for (const each of own) {
    const row = cells.get(each.case) as Map<string, Observation[]>;
    const cell = row.get(each.variant);
    if (cell) cell.push(each);
    else row.set(each.variant, [each]);
  }
  for (const row of cells.values())
    for (const cell of row.values()) cell.sort((a, b) => a.repeat - b.repeat);
  const rowOf = (caseId: string) => cells.get(caseId) ?? new Map<string, Observation[]>();
  return {
    cases,
    cell: (caseId, variant) => rowOf(caseId).get(variant) ?? [],
    scores: instancesOf(rowOf, scoreDistances, ({ score }) => score !== null),
    answers: instancesOf(rowOf, answerDistances(input.distance), () => true),
  };
}

function instancesOf(
  rowOf: (caseId: string) => ReadonlyMap<string, readonly Observation[]>,
  distances: Distances,
  counts: (each: Observation) => boolean,
): Instances {
  const known = new Map<string, { matrix: DistanceMatrix; members: Map<string, number[]> }>();
  const compute = (caseId: string) => {
    const items: Observation[] = [];
    const members = new Map<string, number[]>();
    for (const [variant, cell] of rowOf(caseId)) {
      const counted = cell.filter(counts);
      members.set(
        variant,
        counted.map((_, index) => items.length + index),
      );
      items.push(...counted);
    }
    return { matrix: distances(items), members };
  };
  return {
    instance(caseId, variants) {
      const found = known.get(caseId) ?? compute(caseId);
      known.set(caseId, found);
      return { matrix: found.matrix, groups: variants.map((id) => found.members.get(id) ?? []) };
    },
  };
}

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
}

/** What is asked of the answers, whatever the wording. */
export type Task = Pick<ScoreInput, 'labels' | 'distance' | 'schema' | 'expected' | 'vectors'>;

export function scopeOf(input: ScoreInput, grid: Grid, variants: readonly string[]): Scope {
  const present = variants.filter((id) =>
    grid.cases.some((caseId) => grid.cell(caseId, id).length > 0),
  );
  const lengths = grid.cases.flatMap((caseId) => present.map((id) => grid.cell(caseId, id).length));
  return {
    grid,
    variants: present,
    original: input.original,
    repeats: Math.max(0, ...lengths),
    deterministic: input.deterministic,
    task: input,
  };
}

/** What a headline number covers: the original and the variants that are no stress test and that no person must still see. */
export const headlineVariants = ({ variants }: ScoreInput): string[] =>
  variants.filter(({ stress, reviewed }) => !stress && reviewed).map(({ id }) => id);

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
  return grid.cases.map((caseId) => {
    const { matrix, groups } = grid[measure].instance(caseId, variants);
    const { cross, within: measured } = energyOf(matrix, groups);
    const within = deterministic && cross !== null ? 0 : measured;
    return {
      case: caseId,
      cross,
      within,
      excess: cross === null || within === null ? null : cross - within,
    };
  });
}

/** All outputs of a scope. */
export const outputsOf = oncePerScope(({ grid, variants }): readonly Observation[] =>
  grid.cases.flatMap((caseId) => variants.flatMap((id) => grid.cell(caseId, id))),
);

/** A scope never changes, so what many metrics ask of it is computed once. */
export function oncePerScope<T>(compute: (scope: Scope) => T): (scope: Scope) => T {
  const known = new WeakMap<Scope, { readonly value: T }>();
  return (scope) => {
    const found = known.get(scope) ?? { value: compute(scope) };
    known.set(scope, found);
    return found.value;
  };
}
