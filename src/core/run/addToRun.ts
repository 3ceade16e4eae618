/** A part that is asked for by itself is added to the run that is shown, as far as its answers belong to the present plan. */

import type { Design } from '../plan/design.js';
import type { Plan } from '../plan/planRun.js';
import type { TrialAddress } from '../plan/trial.js';
import { headerFor, type Begun } from './journalFor.js';
import { journalOn } from './journal.js';
import { NO_VECTORS, vectorsOf } from './keptVectors.js';
import { textsOf, type Outcome } from './outcome.js';
import { attemptsOf } from './paidTokens.js';
import type { PartOfRun, RunRequest } from './runRequest.js';
import type { OpenJournal, RunStore } from './runStore.js';

/** Null: all of them. */
export interface ChosenParts {
  readonly caseIds: readonly string[] | null;
  readonly variantIds: readonly string[] | null;
}

/** The parts that were asked for alone, where they cannot be added to anything. */
export const partsAlone = ({ variant, case: caseId }: PartOfRun): ChosenParts => ({
  caseIds: caseId === null ? null : [caseId],
  variantIds: variant === null ? null : [variant],
});

interface AddTools<D> {
  readonly endpoint: RunRequest['endpoint'];
  readonly store: RunStore;
  /** A design of these parts. */
  part(chosen: ChosenParts): Promise<D>;
}

/**
 * The shown run with the part in it, to be asked for again or for the first time; null where that run is not kept, or where
 * other requests were sent for it. `whole`: the plan of the prompt as it is now.
 */
export async function addToRun<D extends Design>(
  only: PartOfRun,
  whole: Plan,
  { endpoint, store, part }: AddTools<D>,
): Promise<{ design: D; begun: Begun } | null> {
  const journal = only.fingerprint === null ? null : await store.findJournal(only.fingerprint);
  if (!journal) return null;
  const known = knownIn(journal, whole, only);
  if (!known) {
    await journal.log.close();
    return null;
  }
  const isAsked = (trial: TrialAddress) =>
    (only.variant === null || trial.variant === only.variant) &&
    (only.case === null || trial.case === only.case);
  const design = await part({
    caseIds: withPart(known.cases, only.case),
    variantIds: withPart(known.variants, only.variant),
  });
  const earlier = known.outcomes.filter((each) => !isAsked(each));
  const isSame = design.plan.fingerprint === only.fingerprint;
  const own = isSame ? journal : await copied(journal, earlier, { design, endpoint, store });
  const attempts = attemptsOf(known.outcomes.filter(isAsked));
  return { design, begun: { journal: own, earlier, attempts, use: journal.use, isAsked } };
}

const withPart = (known: readonly string[], part: string | null): readonly string[] =>
  part === null || known.includes(part) ? known : [...known, part];

interface Known {
  readonly variants: readonly string[];
  readonly cases: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** What a run has answers for that this plan would ask for in the same words; null where there is nothing. */
function knownIn({ earlier, parts }: OpenJournal, whole: Plan, only: PartOfRun): Known | null {
  const ofSame = parts ?? (only.fingerprint === whole.fingerprint ? whole.parts : null);
  if (ofSame?.conditions !== whole.parts.conditions) return null;
  const variants = movedIds(ofSame.variants, whole.parts.variants);
  const cases = movedIds(ofSame.cases, whole.parts.cases);
  const outcomes = earlier.flatMap((each): Outcome[] => {
    const [variant, caseId] = [variants.get(each.variant), cases.get(each.case)];
    return variant === undefined || caseId === undefined
      ? []
      : [{ ...each, variant, case: caseId }];
  });
  const sent = outcomes.filter(({ status }) => status !== 'skipped');
  const answered = {
    variants: [...new Set(sent.map(({ variant }) => variant))],
    cases: [...new Set(sent.map((each) => each.case))],
  };
  const [original] = whole.variants;
  return original && answered.variants.includes(original.id) ? { ...answered, outcomes } : null;
}

/**
 * Earlier ids → present ids of the same content: a case without an id of its own is numbered, and has another number when one is
 * put before it.
 */
function movedIds(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const moved = new Map(
    Object.keys(before).flatMap((id) => (now[id] === before[id] ? [[id, id]] : [])),
  );
  const free = Object.keys(now).filter((id) => !moved.has(id));
  for (const [id, content] of Object.entries(before)) {
    const at = moved.has(id) ? -1 : free.findIndex((each) => now[each] === content);
    if (at >= 0) moved.set(id, free.splice(at, 1)[0] as string);
  }
  return moved;
}

/** A journal of its own for what is another plan, so that it is found and continued by that plan. */
async function copied(
  journal: OpenJournal,
  outcomes: readonly Outcome[],
  { design, endpoint, store }: Pick<AddTools<Design>, 'endpoint' | 'store'> & { design: Design },
): Promise<OpenJournal> {
  await journal.log.close();
  const own = await store.beginJournal(headerFor(design.plan, endpoint));
  const { write, writeAuxiliary, writeVectors } = journalOn(own.log);
  await writeAuxiliary(journal.use);
  for (const outcome of outcomes) await write(outcome);
  await writeVectors(vectorsOf(textsOf(outcomes), journal.vectors), NO_VECTORS);
  return { ...own, vectors: journal.vectors };
}
