/** Every check a run meets, the prompt's own and those of single cases: whether it is run, and on how many cases. */

import type { Check } from '../prompt/check.js';
import type { Case } from '../prompt/prompt.js';
import type { Report } from './report.js';
import { count } from './words.js';

type ListedCheck = Report['checks'][number];

/** Checks of single cases with one name and one fate are one line. */
export function listedChecks(checks: readonly Check[], cases: readonly Case[]): ListedCheck[] {
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

const listed = (check: Check, cases: number) => ({
  name: check.name,
  run: check.kind !== 'notRun',
  reason: check.kind === 'notRun' ? check.reason : null,
  cases,
});

/** Those that are not run, each with the reason. */
export const notRunNotes = (checks: readonly ListedCheck[], ofAll: number): string[] =>
  checks.flatMap(({ name, run, reason, cases = ofAll }) => {
    const where = cases === ofAll ? '' : ` in ${cases} of ${count(ofAll, 'case')}`;
    return run ? [] : [`Check "${name}" was not run${where}: ${reason}.`];
  });
