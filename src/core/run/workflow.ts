/**
 * One run of one study, the same for every host: design without asking anyone, confirm, write missing paraphrases, open the
 * journal, send, compute, keep. A host brings where things are kept, a clock and a way to confirm; it decides nothing else.
 */

import { UserError } from '../errors.js';
import { writerModel } from '../models/endpoint.js';
import type { Design } from '../plan/design.js';
import type { Embed } from '../ports/model.js';
import { freeze, keptOf } from '../variants/frozen.js';
import { addToRun, partsAlone, type ChosenParts } from './addToRun.js';
import { journalFor, type Begun } from './journalFor.js';
import { openCalls, type Calls } from './openCalls.js';
import { openRefusedFields } from './refusedFields.js';
import { runDesign } from './runDesign.js';
import type { RunFacts } from './runFacts.js';
import type { RunHost } from './runHost.js';
import type { RunRequest } from './runRequest.js';
import type { OpenJournal, RunStore } from './runStore.js';
import type { RunWork } from './runWork.js';

/** Null when `confirm` declined. Throws `UserError` for what stands in the way of the first call. */
export async function runWorkflow<D extends Design, R>(
  work: RunWork<D, R>,
  request: RunRequest,
  given: RunHost<D, R>,
): Promise<R | null> {
  const { endpoint, settings } = request;
  const { store, clock, signal, onSend, onAsk, onWait } = given;
  const startedAt = clock.now();
  const { host, waitedMs } = timingConfirm(given);
  const opened = request.useCache && !endpoint.provider.recorded ? await store.openCache() : null;
  const cache = opened?.cache ?? null;
  const refused = await openRefusedFields(store.refusals, clock, {
    fresh: !request.useCache,
  });
  let journal: OpenJournal | null = null;
  let release: (() => Promise<void>) | null = null;
  try {
    const told = { onSend, onAsk, onWait };
    const ports = { cache, clock, signal, budget: settings.budget, refused, ...told };
    const calls = openCalls(endpoint, ports);
    const designer = designerOf(work, request, { host, calls });
    const onConfirmed = async () => {
      if (!endpoint.provider.recorded)
        release = (await store.claim?.({ signal, tell: host.warn })) ?? null;
      // While this one waited, another run of the prompt may have been answered.
      await opened?.catchUp();
    };
    const whole = await confirmed(designer, request, { host, calls, onConfirmed });
    if (!whole) return null;
    const { design, begun } = await begin(whole, request, { designer, store });
    journal = begun.journal;
    host.onStart?.(design, begun.earlier);
    const facts = await runDesign(work, design, {
      ...{ request, host, calls, ports, startedAt, begun },
      waitedMs: waitedMs(),
    });
    const result = work.result(design, facts);
    await keepAnswered(work, { facts, result }, store);
    return result;
  } finally {
    await opened?.close();
    await journal?.log.close();
    await refused.close();
    await (release as (() => Promise<void>) | null)?.();
  }
}

/** While a person decides whether to send anything, the run takes no time. */
function timingConfirm<D extends Design, R>(host: RunHost<D, R>) {
  let waitedMs = 0;
  const confirm: RunHost<D, R>['confirm'] = async (preflight) => {
    const askedAt = host.clock.now();
    const shots = await host.confirm(preflight);
    waitedMs += host.clock.now() - askedAt;
    return shots;
  };
  return { host: { ...host, confirm }, waitedMs: () => waitedMs };
}

/** The whole design, or the part of it that was asked for: added to the run that is shown, else alone. */
async function begin<D extends Design>(
  whole: D,
  request: RunRequest,
  { designer, store }: { designer: Designer<D>; store: RunStore },
): Promise<{ design: D; begun: Begun }> {
  const { only, endpoint } = request;
  const part = (chosen: ChosenParts) => designer.part(whole, chosen);
  const added = only && (await addToRun(only, whole.plan, { endpoint, store, part }));
  if (added) return added;
  const design = only ? await part(partsAlone(only)) : whole;
  return { design, begun: await journalFor(design, request, store) };
}

/** Keeps the result of a run in which any call was answered: without an answer there is no result. */
export async function keepAnswered<D extends Design, R>(
  work: RunWork<D, R>,
  { facts, result }: { facts: RunFacts; result: R },
  store: Pick<RunStore, 'keepResult'>,
): Promise<void> {
  const isAnswered = facts.passes.some(({ outcomes }) =>
    outcomes.some(({ status }) => status === 'completed'),
  );
  const kept = isAnswered ? work.kept(result) : null;
  if (kept) await store.keepResult(kept);
}

interface Designer<D> {
  /** `isConfirmed`: examples may be chosen by embeddings now; `isAsking`: missing paraphrases may be written. */
  design(shots: readonly string[], how: { isAsking: boolean; isConfirmed: boolean }): Promise<D>;
  /** A part of the same design. */
  part(whole: D, chosen: ChosenParts): Promise<D>;
}

function designerOf<D extends Design, R>(
  work: RunWork<D, R>,
  { endpoint, settings, writeParaphrases }: RunRequest,
  { host, calls }: { host: RunHost<D, R>; calls: Calls },
): Designer<D> {
  const asksLater = writeParaphrases && calls.canAsk;
  // Once for all designs of the run.
  const embedExamples = calls.auxiliary.embed && remembered(calls.auxiliary.embed);
  const designed = async (
    own: RunRequest['settings'],
    { isAsking, isConfirmed }: { isAsking: boolean; isConfirmed: boolean },
  ) =>
    work.design({
      settings: own,
      endpoint,
      baseline: async () => (await host.store.readBaseline?.()) ?? null,
      kept: async (study) => (await host.store.readResult?.(study)) ?? null,
      sources: {
        frozen: await host.store.readVariants(),
        ask: isAsking && calls.canAsk ? calls.auxiliary.ask : null,
        model: writerModel(endpoint).model,
        embed: calls.auxiliary.embed,
        embedExamples: isConfirmed ? embedExamples : null,
        again: false,
        asksLater: asksLater && !isAsking,
      },
    });
  return {
    design: (shots, how) => designed({ ...settings, shots }, how),
    part: ({ settings: own }, { caseIds, variantIds }) =>
      designed(
        { ...own, ...(caseIds ? { caseIds } : {}), ...(variantIds ? { variantIds } : {}) },
        { isAsking: false, isConfirmed: true },
      ),
  };
}

/** Null when nothing is to be sent. */
async function confirmed<D extends Design, R>(
  { design }: Designer<D>,
  { settings, writeParaphrases }: RunRequest,
  { host, calls, onConfirmed }: { host: RunHost<D, R>; calls: Calls; onConfirmed(): Promise<void> },
): Promise<D | null> {
  host.onStep?.('writing-variants');
  const draft = await design(settings.shots, { isAsking: false, isConfirmed: false });
  const shots = await host.confirm({
    design: draft,
    cachedCalls: () => cachedCalls(draft, calls),
    withShots: (chosen) => design(chosen, { isAsking: false, isConfirmed: false }),
  });
  if (!shots) return null;
  await onConfirmed();
  const { paraphraseCalls, exampleCalls } = draft.estimate;
  if (!writeParaphrases || !calls.canAsk || paraphraseCalls === 0) {
    const isFinal = shots.join() === settings.shots.join() && exampleCalls === 0;
    return isFinal ? draft : design(shots, { isAsking: false, isConfirmed: true });
  }
  host.onStep?.('writing-paraphrases');
  const whole = await design(shots, { isAsking: true, isConfirmed: true });
  await keepWritten(whole, host);
  return whole;
}

/** Texts that were embedded before are not sent again. */
function remembered(embed: Embed): Embed {
  const known = new Map<string, readonly number[]>();
  return async (texts) => {
    const fresh = texts.filter((text) => !known.has(text));
    const found = fresh.length > 0 ? await embed(fresh) : [];
    if (found.length === fresh.length)
      fresh.forEach((text, at) => known.set(text, found[at] ?? []));
    const vectors = texts.flatMap((text) => {
      const vector = known.get(text);
      return vector ? [vector] : [];
    });
    return vectors.length === texts.length ? vectors : [];
  };
}

/** Calls of a design whose answers are in the cache. */
export async function cachedCalls(
  { plan, reusesAnswers }: Design,
  { trials }: Pick<Calls, 'trials'>,
): Promise<number> {
  if (!reusesAnswers) return 0;
  let known = 0;
  for (const trial of plan.trials)
    if (await trials.knows(plan.requestOf(trial), trial.repeat)) known += 1;
  return known;
}

/** Paraphrases a model has just written go into the repository, to be reviewed and not paid for again. */
async function keepWritten(
  { prompt, wordings }: Design,
  { store, warn }: Pick<RunHost, 'store' | 'warn'>,
): Promise<void> {
  if (wordings.asked === null) return;
  try {
    const kept = await store.readVariants();
    await store.writeVariants(freeze(prompt, kept, keptOf(wordings)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`${error.message} The new paraphrases are used in this run only.`);
  }
}
