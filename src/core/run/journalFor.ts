/** The journal a run writes, and what an earlier part of the same run left in it. */

import { UserError } from '../errors.js';
import type { Design } from '../plan/design.js';
import type { TrialAddress } from '../plan/trial.js';
import { NO_AUXILIARY_USE, type AuxiliaryUse } from './auxiliaryUse.js';
import type { Attempts, Outcome } from './outcome.js';
import { attemptsOf } from './paidTokens.js';
import type { JournalHeader } from './journal.js';
import type { RunRequest } from './runRequest.js';
import type { OpenJournal, RunStore } from './runStore.js';
import { worded } from '../say/worded.js';

/** What a run starts from. */
export interface Begun {
  /** Null where nothing is written. */
  readonly journal: OpenJournal | null;
  /** Outcomes of earlier parts: completed ones are not asked again. */
  readonly earlier: readonly Outcome[];
  /** What trials took that are asked again, by trial key. */
  readonly attempts: ReadonlyMap<string, Attempts>;
  /** What the auxiliary calls of earlier parts took. */
  readonly use: AuxiliaryUse;
  /** The trials that may be sent; null: all of the plan's. What is missing of the others stays missing. */
  readonly isAsked: ((trial: TrialAddress) => boolean) | null;
}

const FROM_NOTHING = {
  earlier: [],
  attempts: new Map<string, Attempts>(),
  use: NO_AUXILIARY_USE,
  isAsked: null,
};

export const headerFor = (
  { fingerprint, prompt, model, parts }: Design['plan'],
  { provider }: RunRequest['endpoint'],
): Omit<JournalHeader, 'startedAt'> => ({
  ...{ version: 1, fingerprint, prompt: prompt.path, model },
  ...{ endpoint: provider.id, parts },
});

/** Throws `UserError` where a run is to be resumed and there is none. */
export async function journalFor(
  { plan, reusesAnswers }: Design,
  { endpoint, resume }: Pick<RunRequest, 'endpoint' | 'resume'>,
  store: RunStore,
): Promise<Begun> {
  if (endpoint.provider.recorded || !reusesAnswers) return { journal: null, ...FROM_NOTHING };
  if (resume !== 'never') {
    const journal = await store.findJournal(plan.fingerprint);
    if (journal) {
      const { earlier, use } = journal;
      const attempts = attemptsOf(earlier.filter(({ status }) => status !== 'completed'));
      return { journal, earlier, attempts, use, isAsked: null };
    }
    if (resume === 'required')
      throw new UserError(
        worded`No earlier run of ${plan.prompt.path} has this plan (same prompt, variants, cases, model and settings), so there is nothing to resume.`,
        { commandLine: worded`Run without --resume.` },
      );
  }
  return { journal: await store.beginJournal(headerFor(plan, endpoint)), ...FROM_NOTHING };
}
