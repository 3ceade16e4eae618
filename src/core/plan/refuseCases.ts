import { UserError } from '../errors.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { worded, type Worded } from '../say/worded.js';

const MOST_SHOWN = 5;

/** Throws `UserError` where anything is wrong with a case, with the places of the first few and what to do. */
export function refuseCases(
  { path }: Pick<Prompt, 'path'>,
  cases: readonly Case[],
  { wrongWith, advice }: { wrongWith: (each: Case) => readonly Worded[]; advice: Worded },
): void {
  const places = cases.flatMap((each) => {
    const at = each.range ? `${path}:${each.range.line}:${each.range.column}: ` : '';
    return wrongWith(each).map(
      (what): Worded =>
        (say) =>
          `${at}${what(say)}`,
    );
  });
  if (places.length === 0) return;
  const left = places.length - MOST_SHOWN;
  const more = left > 0 ? [worded`… and ${left} more`] : [];
  const lines = [...places.slice(0, MOST_SHOWN), ...more, advice];
  throw new UserError((say) => lines.map((line) => line(say)).join('\n'));
}
