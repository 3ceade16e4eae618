/** Which checks were run, and why the others were not. */

import { isSimilarCheck, type Check } from '../prompt/check.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import type { Outcome } from '../run/outcome.js';

const NO_EMBEDDINGS =
  'it compares meaning, and no texts were embedded; `embeddings:` beside the model in plumbline.yml names a model that does';

/** Null: it was run. */
export type ReasonNotRun = (check: Check) => string | null;

export function reasonsNotRun(outcomes: readonly Outcome[]): ReasonNotRun {
  const embedded = outcomes.some((each) => each.status === 'completed' && each.similarities);
  return (check) => {
    if (check.kind === 'notRun') return check.reason;
    return isSimilarCheck(check) && !embedded ? NO_EMBEDDINGS : null;
  };
}

/** Sentences, each once however many cases have the check. */
export function checkNotes(
  { checks }: Pick<Prompt, 'checks'>,
  cases: readonly Case[],
  reasonOf: ReasonNotRun,
): string[] {
  const all = [...checks, ...cases.flatMap((each) => each.checks ?? [])];
  const notes = all.flatMap((check) => {
    const reason = reasonOf(check);
    return reason === null ? [] : [`Check "${check.name}" was not run: ${reason}.`];
  });
  return [...new Set(notes)];
}
