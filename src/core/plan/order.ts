/**
 * The order of calls. Server load drifts, so repeats must not be neighbors; servers cache prefixes, so calls that share one
 * should be. Cases are shuffled into blocks; in a block, pass r contains repeat r of every trial; in a pass, the
 * (shots, variant) groups are shuffled again. An early stop therefore leaves complete cases.
 */

import { randomFrom } from '../numbers/random.js';
import { cellKey } from './trial.js';

export const BLOCK_SIZE = 8;
/**
 * A server counts as deterministic when this many cells, spread over variants and cases, have the same text in both repeats
 * (METRICS 12.2: noise of .02 then passes for none in 1 % of runs).
 */
export const PROBE_CELLS = 150;
/** The cases it is spread over, where there are more: drawn by chance they stand for all, and a run may stop after them. */
const PROBE_CASES = 50;
const PROBE_SHARE = PROBE_CELLS / PROBE_CASES;

export interface Group {
  readonly variant: string;
  readonly shots: string;
}

export interface TrialSlot extends Group {
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** Whether it belongs to the determinism probe: second repeats, spread over groups and cases, that others wait for. */
  readonly probe: boolean;
}

/** Every trial of the grid, in the order it is sent. Deterministic for a seed. */
export function orderTrials(
  groups: readonly Group[],
  cases: readonly string[],
  {
    repeats,
    seed,
    probed = true,
    repeatsOf = () => repeats,
  }: {
    repeats: number;
    seed: number;
    /** Whether it is to be told if the server is deterministic. */
    probed?: boolean;
    /** Repeats of each cell, up to `repeats`; absent when all cells have `repeats`. */
    repeatsOf?: (group: Group, caseId: string) => number;
  },
): TrialSlot[] {
  const random = randomFrom('order', seed);
  const shuffled = random.shuffle(cases);
  const isAsked = ({ case: caseId, repeat, ...group }: TrialSlot) =>
    repeatsOf(group, caseId) >= repeat;
  const probe = probed ? probeOf(groups, shuffled, repeatsOf) : NO_PROBE;
  const places: TrialSlot[] = [];
  for (let at = 0; at < shuffled.length; at += BLOCK_SIZE) {
    const block = shuffled.slice(at, at + BLOCK_SIZE);
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const pass = over(random.shuffle(groups), block, repeat).filter(isAsked);
      const isProbe = (place: TrialSlot) => repeat === 2 && probe.has(cellKey(place));
      places.push(
        ...pass.filter(isProbe).map((place) => ({ ...place, probe: true })),
        ...pass.filter((place) => !isProbe(place)),
      );
    }
  }
  return places;
}

const NO_PROBE: ReadonlySet<string> = new Set();

/** The cells of the probe: of the first cases that hold enough, as many of each as can be, the groups taking turns. */
function probeOf(
  groups: readonly Group[],
  cases: readonly string[],
  repeatsOf: (group: Group, caseId: string) => number,
): ReadonlySet<string> {
  const repeated = cases.map((caseId, index) => {
    const first = (index * PROBE_SHARE) % groups.length;
    return [...groups.slice(first), ...groups.slice(0, first)]
      .filter((group) => repeatsOf(group, caseId) > 1)
      .map((group) => cellKey({ ...group, case: caseId }));
  });
  let cells = 0;
  const enough = repeated.findIndex((own, index) => {
    cells += own.length;
    return index + 1 >= PROBE_CASES && cells >= PROBE_CELLS;
  });
  const asked = enough < 0 ? repeated : repeated.slice(0, enough + 1);
  const inTurn = groups.flatMap((_, turn) => asked.flatMap((own) => own[turn] ?? []));
  return new Set(inTurn.slice(0, PROBE_CELLS));
}

function over(groups: readonly Group[], cases: readonly string[], repeat: number): TrialSlot[] {
  return groups.flatMap(({ variant, shots }) =>
    cases.map((caseId) => ({ variant, shots, case: caseId, repeat, probe: false })),
  );
}
