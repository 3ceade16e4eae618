/** Every check a run meets, the prompt's own and those of single cases: whether it is run, and on how many cases. */

import { isSimilarCheck, type Check } from '../../prompt/checks/check.js';
import type { Case } from '../../prompt/prompt.js';
import type { Outcome } from '../../run/outcome.js';
import type { Report } from './schema.js';
import { count } from '../../text/figures.js';

const NO_EMBEDDINGS =
  'it compares meaning, and no texts were embedded; `embeddings:` beside the model in plumbline.yml names a model that does';

/** Null: it was run. */
type ReasonNotRun = (check: Check) => string | null;

export function reasonsNotRun(outcomes: readonly Outcome[]): ReasonNotRun {
  const embedded = outcomes.some((each) => each.status === 'completed' && each.similarities);
  return (check) => {
    if (check.kind === 'notRun') return check.reason;
    return isSimilarCheck(check) && !embedded ? NO_EMBEDDINGS : null;
  };
}

type ListedCheck = Report['checks'][number];

/** Checks of single cases with one name and one fate are one line. */
export function listedChecks(
  checks: readonly Check[],
  cases: readonly Case[],
  reasonOf: ReasonNotRun,
): ListedCheck[] {
  const listed = (check: Check, of: number) => {
    const reason = reasonOf(check);
    return { name: check.name, run: reason === null, reason, cases: of };
  };
  const own = checks.map((check) => listed(check, cases.length));
  const ofCases = new Map<string, ListedCheck & { cases: number }>();
  for (const { checks: theirs = [] } of cases) {
    const seen = new Set<string>();
    for (const check of theirs) {
      const line = listed(check, 0);
      const key = JSON.stringify([line.name, line.reason]);
      const known = ofCases.get(key) ?? line;
      ofCases.set(key, seen.has(key) ? known : { ...known, cases: known.cases + 1 });
      seen.add(key);
    }
  }
  return [...own, ...ofCases.values()];
}

/** Those that are not run, each with the reason. */
export const notRunNotes = (checks: readonly ListedCheck[], ofAll: number): string[] =>
  checks.flatMap(({ name, run, reason, cases = ofAll }) => {
    const where = cases === ofAll ? '' : ` in ${cases} of ${count(ofAll, 'case')}`;
    return run ? [] : [`Check "${name}" was not run${where}: ${reason}.`];
  });
