/**
 * `repeats: subset`, for plans too expensive to repeat in full: every cell once and a random fifth three times, which still
 * gives a noise floor (METRICS 12.2). Spread evenly, so that the number per case differs by at most one.
 */

import { randomFrom } from '../numbers/random.js';
import type { Group } from './order.js';
import { cellKey } from './trial.js';

export const SUBSET_REPEATS = 3;
const SHARE = 0.2;
/** Of a cell, on average. */
export const MEAN_REPEATS = 1 + SHARE * (SUBSET_REPEATS - 1);

/** Repeats per cell. Each few-shot configuration draws its own fifth. */
export function subsetRepeats(
  groups: readonly Group[],
  cases: readonly string[],
  seed: number,
): (group: Group, caseId: string) => number {
  const random = randomFrom('noise subset', seed);
  const key = (group: Group, caseId: string) => cellKey({ ...group, case: caseId });
  const byShots = [...new Set(groups.map(({ shots }) => shots))].map((shots) =>
    groups.filter((each) => each.shots === shots),
  );
  const chosen = new Set(
    byShots.flatMap((own) => {
      const wanted = own.length * SHARE;
      return cases.flatMap((caseId) =>
        random
          .shuffle(own)
          .slice(0, Math.floor(wanted + random.float()))
          .map((group) => key(group, caseId)),
      );
    }),
  );
  return (group, caseId) => (chosen.has(key(group, caseId)) ? SUBSET_REPEATS : 1);
}
