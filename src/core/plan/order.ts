/**
 * The order of calls. Server load drifts over time, so repeats must be no neighbours; servers cache prefixes, so calls
 * that share one should be. Blocks of shuffled cases; in a block, pass r holds every trial's repeat r; in a pass the
 * (shots, variant) groups come in fresh random order, each over the block's cases. An early stop so leaves whole cases.
 */

import { randomFrom } from '../random.js';

export const BLOCK_SIZE = 8;
/** This many cells, spread over all variants, with the same text in both repeats show a server to be deterministic. */
export const PROBE_CELLS = 20;

export interface Group {
  readonly variant: string;
  readonly shots: string;
}

export interface Place extends Group {
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** Part of the probe for determinism: the first repetitions that are made, spread over all groups. */
  readonly probe: boolean;
}

export function orderTrials(
  groups: readonly Group[],
  cases: readonly string[],
  { repeats, seed }: { repeats: number; seed: number },
): Place[] {
  const random = randomFrom('order', seed);
  const shuffled = random.shuffle(cases);
  const places: Place[] = [];
  let unprobed = PROBE_CELLS;
  for (let at = 0; at < shuffled.length; at += BLOCK_SIZE) {
    const block = shuffled.slice(at, at + BLOCK_SIZE);
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const pass = random.shuffle(groups);
      // The first repetitions go round all groups, so that a deterministic server is noticed as early as can be.
      const wanted = repeat === 2 ? Math.ceil(Math.max(0, unprobed) / groups.length) : 0;
      const probed = Math.min(block.length, wanted);
      unprobed -= probed * groups.length;
      places.push(...over(pass, block.slice(0, probed), { repeat, probe: true }));
      places.push(...over(pass, block.slice(probed), { repeat, probe: false }));
    }
  }
  return places;
}

function over(
  groups: readonly Group[],
  cases: readonly string[],
  { repeat, probe }: { repeat: number; probe: boolean },
): Place[] {
  return groups.flatMap(({ variant, shots }) =>
    cases.map((caseId) => ({ variant, shots, case: caseId, repeat, probe })),
  );
}
