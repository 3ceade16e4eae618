/**
 * For few cases: each half measures what the other half chose, and only a change that both chose is offered. More and smaller
 * folds would choose on nearly the same cases that measure: with four or ten, a change was offered in 7 to 13 % of simulated
 * runs in which none was better (150 runs of 50 cases).
 */

import type { Candidate } from './candidates.js';
import { gainOf, type PairedCase, type RepairRun } from './pairs.js';
import type { RepairDesign } from './repairDesign.js';

/** Each half had a chance to be the lucky one: p counts twice. */
export const FOLD_LOOKS = 2;

/** The candidate that every half chose, with all its cases; null where they chose different ones, or none. */
export function chosenByFolds(
  { candidates, split }: Pick<RepairDesign, 'candidates' | 'split'>,
  run: RepairRun,
): { readonly candidate: Candidate; readonly cases: readonly PairedCase[] } | null {
  if (split.kind !== 'folds') return null;
  const usable = candidates.filter(({ id }) => !run.isOneAnswer(id));
  const chosen = split.folds.map((fold) => {
    const own = new Set(fold);
    return bestOf(usable, (candidate) =>
      run.pairs(candidate.id).filter(({ case: id }) => !own.has(id)),
    );
  });
  const [candidate = null] = chosen;
  if (candidate === null || chosen.some((each) => each !== candidate)) return null;
  return { candidate, cases: run.pairs(candidate.id) };
}

/** Null where none is better than the prompt as it is. */
function bestOf(
  candidates: readonly Candidate[],
  casesOf: (candidate: Candidate) => readonly PairedCase[],
): Candidate | null {
  const [best] = candidates
    .map((candidate) => ({ candidate, gain: gainOf(casesOf(candidate)) ?? 0 }))
    .filter(({ gain }) => gain > 0)
    .toSorted((a, b) => b.gain - a.gain);
  return best?.candidate ?? null;
}
