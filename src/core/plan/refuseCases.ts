import { UserError } from '../errors.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { caseTitle } from '../text/caseTitle.js';

const MOST_SHOWN = 5;

/** Throws `UserError` where anything is wrong with a case, with the places of the first few and what to do. */
export function refuseCases(
  { path }: Pick<Prompt, 'path'>,
  cases: readonly Case[],
  { wrongWith, advice }: { wrongWith: (each: Case) => readonly string[]; advice: string },
): void {
  const places = cases.flatMap((each) => {
    const at = each.range ? `${path}:${each.range.line}:${each.range.column}: ` : '';
    return wrongWith(each).map((what) => `${at}${caseTitle(each.id)} ${what}`);
  });
  if (places.length === 0) return;
  const shown = places.slice(0, MOST_SHOWN).join('\n');
  const more = places.length > MOST_SHOWN ? `\n… and ${places.length - MOST_SHOWN} more` : '';
  throw new UserError(`${shown}${more}\n${advice}`);
}
