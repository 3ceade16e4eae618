/**
 * Where asking everything twice is too dear: every cell once, and a random fifth of them three times, so that there still is
 * a noise floor (METRICS 12.2). As many in each case as in any other, give or take one, so that every case has its own.
 */

import { randomFrom } from '../numbers/random.js';
import type { Group } from './order.js';

export const SUBSET_REPEATS = 3;
const SHARE = 0.2;

/** How often each cell is asked. Each few-shot configuration has a fifth of its own. */
export function subsetRepeats(
  groups: readonly Group[],
  cases: readonly string[],
  seed: number,
): (group: Group, caseId: string) => number {
  const random = randomFrom('noise subset', seed);
  const key = ({ variant, shots }: Group, caseId: string) =>
    JSON.stringify([variant, shots, caseId]);
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
