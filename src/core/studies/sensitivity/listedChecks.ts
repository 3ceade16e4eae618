/** Every check a run meets, the prompt's own and those of single cases: whether it is run, and on how many cases. */

import {
  isSimilarCheck,
  singleChecks,
  type Check,
  type SingleCheck,
} from '../../prompt/checks/check.js';
import type { Case } from '../../prompt/prompt.js';
import type { Outcome } from '../../run/outcome.js';
import { note, type Note } from '../../text/note.js';
import type { Report } from './schema.js';

const NO_EMBEDDINGS =
  'it compares meaning, and nothing embeds texts; set `embeddings:` beside the model in plumbline.yml';

/** Null: it was run. */
type ReasonNotRun = (check: SingleCheck) => string | null;

export function reasonsNotRun(outcomes: readonly Outcome[]): ReasonNotRun {
  const embedded = outcomes.some((each) => each.status === 'completed' && each.similarities);
  return (check) => {
    if (check.kind === 'notRun') return check.reason;
    return isSimilarCheck(check) && !embedded ? NO_EMBEDDINGS : null;
  };
}

export type ListedCheck = Report['checks'][number];

/** Checks of single cases with one name and one fate are one line. */
export function listedChecks(
  checks: readonly Check[],
  cases: readonly Case[],
  reasonOf: ReasonNotRun,
): ListedCheck[] {
  const listed = (check: SingleCheck, of: number) => {
    const reason = reasonOf(check);
    return { name: check.name, run: reason === null, reason, cases: of };
  };
  const own = singleChecks(checks).map((check) => listed(check, cases.length));
  const ofCases = new Map<string, ListedCheck & { cases: number }>();
  for (const { checks: theirs = [] } of cases) {
    const seen = new Set<string>();
    for (const check of singleChecks(theirs)) {
      const line = listed(check, 0);
      const key = JSON.stringify([line.name, line.reason]);
      const known = ofCases.get(key) ?? line;
      ofCases.set(key, seen.has(key) ? known : { ...known, cases: known.cases + 1 });
      seen.add(key);
    }
  }
  return [...own, ...ofCases.values()];
}

/** Those that were not run, each with the reason: `check-not-run`. */
export const notRunNotes = (checks: readonly ListedCheck[], ofAll: number): Note[] =>
  checks.flatMap(({ name, run, reason, cases = ofAll }) =>
    run ? [] : [note('check-not-run', { check: name, reason, cases, of: ofAll })],
  );
