/** Successive halving (Karnin, Koren & Somekh, ICML 2013): after each round the worse half of the candidates is dropped. */

import type { RunResult } from '../../run/runPlan.js';
import { combined, type Candidate } from './candidates.js';
import type { RepairDesign } from './repairDesign.js';
import { gainOf, readRun, type RepairRun } from './pairs.js';
import { ROUNDS } from './split.js';

/** Candidates that are measured on the other half, beside one combination of them. */
export const FINALISTS = 2;

/** How many of `all` are left after so many rounds; `FINALISTS` after the last. */
export const keptAfter = (rounds: number, all: number): number =>
  rounds >= ROUNDS
    ? Math.min(FINALISTS, all)
    : Math.min(all, Math.max(FINALISTS, Math.ceil(all / 2 ** rounds)));

export interface Standing {
  readonly candidate: Candidate;
  /** On all cases it was asked on in the search; null where nothing can be compared, and where it gives one answer to all. */
  readonly gain: number | null;
  /** Rounds it took part in. */
  readonly rounds: number;
}

/** Those still in the search, the best first. `rounds`: as many as are complete. */
export function standingsOf(
  { candidates, split }: Pick<RepairDesign, 'candidates' | 'split'>,
  run: RepairRun,
  rounds: number,
): readonly Standing[] {
  if (split.kind === 'folds') return [];
  let left = candidates.map((candidate): Standing => ({ candidate, gain: null, rounds: 0 }));
  for (let round = 1; round <= rounds; round++) {
    const asked = new Set(split.rounds.slice(0, round).flat());
    left = left
      .map(({ candidate }) => ({
        ...{ candidate, rounds: round },
        gain: run.isOneAnswer(candidate.id)
          ? null
          : gainOf(run.pairs(candidate.id).filter((each) => asked.has(each.case))),
      }))
      .toSorted((a, b) => (b.gain ?? -Infinity) - (a.gain ?? -Infinity))
      .slice(0, keptAfter(round, candidates.length));
  }
  return left;
}

/** The candidates of the last round, in the order of the search; empty where none was better than the prompt as it is. */
export function finalistsOf(
  { prompt, candidates, split }: Pick<RepairDesign, 'prompt' | 'candidates' | 'split'>,
  run: RepairRun,
): readonly Candidate[] {
  const best = standingsOf({ candidates, split }, run, ROUNDS)
    .filter(({ gain }) => gain !== null && gain > 0)
    .map(({ candidate }) => candidate);
  const [first, second] = best;
  const both = first && second ? combined(prompt, first, second) : null;
  return both ? [...best, both] : best;
}

/** What is asked next; null: nothing more. */
export async function planAfter(design: RepairDesign, earlier: readonly RunResult[]) {
  const { split } = design;
  if (split.kind === 'folds') return null;
  const run = readRun(design, earlier);
  const caseIds = split.rounds[earlier.length];
  const left = caseIds
    ? standingsOf(design, run, earlier.length).map(({ candidate }) => candidate)
    : finalistsOf(design, run);
  return left.length === 0 ? null : design.planFor(left, caseIds ?? split.heldOut);
}
