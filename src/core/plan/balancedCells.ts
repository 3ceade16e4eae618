/**
 * A part of the grid for plans of many wordings: which variants meet which cases (PromptEval, Maia Polo et al. 2024; METRICS
 * 6.1). A variant that has least cells is drawn, and for it a case that has least, until there are enough.
 */

import { UserError } from '../errors.js';
import { randomFrom } from '../numbers/random.js';
import type { Group } from './order.js';
import { cellKey } from './trial.js';
import { worded } from '../say/worded.js';

/** Below these the fit's own noise is larger than what it saves (METRICS 6.3). */
export const FEWEST_VARIANTS = 20;
export const FEWEST_CASES = 50;

/**
 * The keys of the cells that are asked, for each few-shot configuration its own. `share`: of the cells, in (0, 1). `counted`:
 * variants that the estimate is of, without stress tests. Throws `UserError` where there are too few of them or of cases.
 */
export function balancedCells(
  groups: readonly Group[],
  cases: readonly string[],
  { share, seed, counted }: { share: number; seed: number; counted: number },
): ReadonlySet<string> {
  if (counted < FEWEST_VARIANTS || cases.length < FEWEST_CASES)
    throw new UserError(
      worded`Asking only a part of the cells needs at least ${FEWEST_VARIANTS} variants (stress tests not counted) and ${FEWEST_CASES} cases, and there are ${counted} and ${cases.length}. Ask all of them.`,
    );
  const byShots = Map.groupBy(groups, ({ shots }) => shots);
  const chosen = new Set<string>();
  for (const [shots, own] of byShots) {
    const random = randomFrom('balanced cells', seed, shots);
    const perVariant = own.map(() => 0);
    const perCase = cases.map(() => 0);
    const taken = own.map(() => new Set<number>());
    const leastOf = (counts: readonly number[], isOpen: (at: number) => boolean) => {
      const open = [...counts.keys()].filter(isOpen);
      const least = Math.min(...open.map((at) => counts[at] as number));
      return random.pick(open.filter((at) => counts[at] === least));
    };
    const wanted = Math.ceil(share * own.length * cases.length);
    for (let count = 0; count < wanted; count++) {
      const variant = leastOf(perVariant, (at) => (taken[at] as Set<number>).size < cases.length);
      const of = taken[variant] as Set<number>;
      const place = leastOf(perCase, (at) => !of.has(at));
      of.add(place);
      perVariant[variant] = (perVariant[variant] as number) + 1;
      perCase[place] = (perCase[place] as number) + 1;
      chosen.add(cellKey({ ...(own[variant] as Group), case: cases[place] as string }));
    }
  }
  return chosen;
}
