/** The journal a run writes, and what an earlier part of the same run left in it. */

import { UserError } from '../errors.js';
import type { Design } from '../plan/design.js';
import { trialKey } from '../plan/trial.js';
import { NO_AUXILIARY_USE, type AuxiliaryUse } from './auxiliaryUse.js';
import type { Outcome } from './outcome.js';
import type { PartOfRun, RunRequest } from './runRequest.js';
import type { OpenJournal, RunStore } from './runStore.js';

/** What a run starts from. */
export interface Begun {
  /** Null where nothing is written. */
  readonly journal: OpenJournal | null;
  /** Outcomes that are not asked again. */
  readonly earlier: readonly Outcome[];
  /** What the auxiliary calls of earlier parts took. */
  readonly use: AuxiliaryUse;
}

const FROM_NOTHING = { earlier: [], use: NO_AUXILIARY_USE };

/** Throws `UserError` where a run is to be resumed and there is none. */
export async function journalFor(
  { plan, reusesAnswers }: Design,
  { endpoint, resume }: Pick<RunRequest, 'endpoint' | 'resume'>,
  store: RunStore,
): Promise<Begun> {
  if (endpoint.provider.recorded || !reusesAnswers) return { journal: null, ...FROM_NOTHING };
  if (resume !== 'never') {
    const journal = await store.findJournal(plan.fingerprint);
    if (journal) return { journal, earlier: journal.earlier, use: journal.use };
    if (resume === 'required')
      throw new UserError(
        `No earlier run of ${plan.prompt.path} has this plan (same prompt, variants, cases, model and settings), so there is nothing to resume.`,
        { commandLine: 'Run without --resume.' },
      );
  }
  const journal = await store.beginJournal({
    version: 1,
    fingerprint: plan.fingerprint,
    prompt: plan.prompt.path,
    model: plan.model,
    endpoint: endpoint.provider.id,
  });
  return { journal, ...FROM_NOTHING };
}

/** Everything of a finished run but the part that is asked again; null where that run is not kept. */
export async function restOf(
  { variant, case: caseId, fingerprint }: PartOfRun,
  planned: string,
  store: RunStore,
): Promise<Begun | null> {
  const journal = fingerprint === planned ? await store.findJournal(planned) : null;
  if (!journal) return null;
  const isAsked = (outcome: Outcome) =>
    (variant === null || outcome.variant === variant) &&
    (caseId === null || outcome.case === caseId);
  // A journal also holds what was asked again: the last line of a trial counts.
  const latest = new Map(journal.earlier.map((each) => [trialKey(each), each]));
  const earlier = [...latest.values()].filter((each) => !isAsked(each));
  return { journal, earlier, use: journal.use };
}
