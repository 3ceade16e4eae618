/** The answers to one case grouped by what they mean, where a judge compared them. */

import type { Report } from '../studies/sensitivity/schema.js';
import { variantName } from '../say/figures.js';
import { english, type Say } from '../say/say.js';

export interface MeaningView {
  /** The first answer of the group. */
  readonly says: string;
  readonly answers: number;
  /** `Original, Format 1 (1 of 2)`: in how many of its repeats a wording says it, where not in all. */
  readonly wordings: string;
}

/** Most answers first. Empty where meanings were not compared. */
export function meaningsOf(
  { comparedBy, outcomes, variants }: Report,
  { case: caseId, shots }: { case: string; shots: string },
  say: Say = english,
): MeaningView[] {
  if (comparedBy !== 'meaning') return [];
  const own = outcomes.filter(
    (each) => each.case === caseId && each.shots === shots && each.status === 'completed',
  );
  const asked = Map.groupBy(own, ({ variant }) => variant);
  return [...Map.groupBy(own, ({ answer }) => answer)]
    .filter(([answer]) => answer !== null)
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([, group]) => ({
      says: group[0]?.text ?? '',
      answers: group.length,
      wordings: variants
        .flatMap(({ id }) => {
          const times = group.filter(({ variant }) => variant === id).length;
          const of = asked.get(id)?.length ?? 0;
          if (times === 0) return [];
          const name = variantName(id);
          return times === of ? name : `${name} (${say('{n} of {of}', { n: times, of })})`;
        })
        .join(', '),
    }));
}
