/** What was searched and what was measured, in halves and in folds alike. */

import type { RunResult } from '../../run/runPlan.js';
import type { Candidate } from './candidates.js';
import { chosenByFolds, FOLD_LOOKS } from './folds.js';
import { gainOf, type PairedCase, type RepairRun } from './pairs.js';
import type { RepairDesign } from './repairDesign.js';
import { ROUNDS } from './split.js';
import { finalistsOf, standingsOf } from './survivors.js';

export interface Search {
  /** Cases that chose, and cases that measured what they chose. */
  readonly cases: readonly string[];
  readonly heldOut: readonly string[];
  /** What is judged, the best of the search first. */
  readonly measured: readonly { candidate: Candidate; cases: readonly PairedCase[] }[];
  /** How often each test counts. */
  readonly looks: number;
  /** Whether the search came to its end. */
  readonly isOver: boolean;
  /** Whether the search dropped it. */
  isBehind(candidate: Candidate): boolean;
  /** Null for one that no search case saw. */
  standing(candidate: Candidate): { cases: number; gain: number | null } | null;
}

export function searchOf(
  design: RepairDesign,
  run: RepairRun,
  results: readonly RunResult[],
): Search {
  const { split } = design;
  return split.kind === 'folds'
    ? foldSearch(design, run, results)
    : halfSearch(design, run, { split, results });
}

function foldSearch(design: RepairDesign, run: RepairRun, results: readonly RunResult[]): Search {
  const chosen = chosenByFolds(design, run);
  const cases = casesIn(results);
  return {
    ...{ cases, heldOut: chosen?.cases.map((each) => each.case) ?? [] },
    measured: chosen ? [chosen] : [],
    looks: FOLD_LOOKS,
    isOver: results.every(({ stopped }) => stopped === null),
    isBehind: () => true,
    standing: ({ id }) => standingIn(run.pairs(id)),
  };
}

function halfSearch(
  design: RepairDesign,
  run: RepairRun,
  {
    split,
    results,
  }: {
    split: Extract<RepairDesign['split'], { kind: 'halves' }>;
    results: readonly RunResult[];
  },
): Search {
  const complete = results.filter(({ stopped }) => stopped === null).length;
  const rounds = Math.min(ROUNDS, complete);
  const left = standingsOf(design, run, rounds).map(({ candidate }) => candidate);
  const isOver = complete >= ROUNDS;
  const held = new Set(split.heldOut);
  const finalists = isOver ? finalistsOf(design, run) : [];
  const isMeasured = results.length > ROUNDS;
  return {
    cases: casesIn(results.slice(0, ROUNDS)),
    heldOut: isMeasured ? casesIn(results.slice(ROUNDS)) : [],
    measured: (isMeasured ? finalists : [])
      .filter(({ id }) => !run.isOneAnswer(id))
      .map((candidate) => ({
        candidate,
        cases: run.pairs(candidate.id).filter((each) => held.has(each.case)),
      })),
    ...{ isOver, looks: 1 },
    isBehind: (candidate) => isOver || !left.includes(candidate),
    standing: ({ id, edit }) =>
      edit.code === 'combined'
        ? null
        : standingIn(run.pairs(id).filter((each) => !held.has(each.case))),
  };
}

const standingIn = (cases: readonly PairedCase[]) => ({ cases: cases.length, gain: gainOf(cases) });

/** Cases that any call was answered on. */
const casesIn = (results: readonly RunResult[]): readonly string[] => [
  ...new Set(
    results.flatMap(({ outcomes }) =>
      outcomes.flatMap((each) => (each.status === 'completed' ? [each.case] : [])),
    ),
  ),
];
