/**
 * The order of calls. Server load drifts, so repeats must not be neighbors; servers cache prefixes, so calls that share one
 * should be. Cases are shuffled into blocks; in a block, pass r contains repeat r of every trial; in a pass, the
 * (shots, variant) groups are shuffled again. An early stop therefore leaves complete cases.
 */

import { randomFrom } from '../numbers/random.js';

export const BLOCK_SIZE = 8;
/** A server counts as deterministic when this many cells, spread over all variants, have the same text in both repeats. */
export const PROBE_CELLS = 20;

export interface Group {
  readonly variant: string;
  readonly shots: string;
}

export interface TrialSlot extends Group {
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** Whether it belongs to the determinism probe: the first repeats made, spread over all groups. */
  readonly probe: boolean;
}

/** Every trial of the grid, in the order it is sent. Deterministic for a seed. */
export function orderTrials(
  groups: readonly Group[],
  cases: readonly string[],
  {
    repeats,
    seed,
    repeatsOf = () => repeats,
  }: {
    repeats: number;
    seed: number;
    /** Repeats of each cell, up to `repeats`; absent when all cells have `repeats`. */
    repeatsOf?: (group: Group, caseId: string) => number;
  },
): TrialSlot[] {
  const random = randomFrom('order', seed);
  const shuffled = random.shuffle(cases);
  const places: TrialSlot[] = [];
  let unprobed = PROBE_CELLS;
  for (let at = 0; at < shuffled.length; at += BLOCK_SIZE) {
    const block = shuffled.slice(at, at + BLOCK_SIZE);
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const pass = random.shuffle(groups);
      const isAsked = ({ case: caseId, ...group }: TrialSlot) => repeatsOf(group, caseId) >= repeat;
      const asked = (own: readonly string[], probe: boolean) =>
        over(pass, own, { repeat, probe }).filter(isAsked);
      // The first repeats cover all groups, so that a deterministic server is detected as early as possible.
      let probed: TrialSlot[] = [];
      let probedCases = 0;
      while (repeat === 2 && probed.length < unprobed && probedCases < block.length) {
        probedCases += 1;
        probed = asked(block.slice(0, probedCases), true);
      }
      unprobed -= probed.length;
      places.push(...probed, ...asked(block.slice(probedCases), false));
    }
  }
  return places;
}

function over(
  groups: readonly Group[],
  cases: readonly string[],
  { repeat, probe }: { repeat: number; probe: boolean },
): TrialSlot[] {
  return groups.flatMap(({ variant, shots }) =>
    cases.map((caseId) => ({ variant, shots, case: caseId, repeat, probe })),
  );
}
