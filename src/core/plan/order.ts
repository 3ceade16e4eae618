/**
 * The order of calls. Server load drifts over time, so repeats must be no neighbours; servers cache prefixes, so calls
 * that share one should be. Blocks of shuffled cases; in a block, pass r holds every trial's repeat r; in a pass the
 * (shots, variant) groups come in fresh random order, each over the block's cases. An early stop so leaves whole cases.
 */

import { randomFrom } from '../numbers/random.js';

export const BLOCK_SIZE = 8;
/** This many cells, spread over all variants, with the same text in both repeats show a server to be deterministic. */
export const PROBE_CELLS = 20;

export interface Group {
  readonly variant: string;
  readonly shots: string;
}

export interface TrialSlot extends Group {
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** Part of the probe for determinism: the first repetitions that are made, spread over all groups. */
  readonly probe: boolean;
}

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
    /** Where cells are asked differently often, up to `repeats`. */
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
      // The first repetitions go round all groups, so that a deterministic server is noticed as early as can be.
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
