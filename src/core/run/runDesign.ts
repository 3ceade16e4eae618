/** Sends the trials of a design, pass after pass, and gathers what they produced. */

import { auxiliaryModel } from '../models/endpoint.js';
import type { Design, Pass } from '../plan/design.js';
import type { Plan } from '../plan/planRun.js';
import { trialKey } from '../plan/trial.js';
import { bothUses } from './auxiliaryUse.js';
import { spentBy } from './budget.js';
import { journalOn, withAuxiliaryUse } from './journal.js';
import type { Begun } from './journalFor.js';
import { openCalls, type CallOptions, type Calls } from './openCalls.js';
import type { Outcome } from './outcome.js';
import { NO_VECTORS } from './keptVectors.js';
import { leftOutNotes } from './refusedFields.js';
import { endpointFacts, type EndpointFacts, type RunFacts } from './runFacts.js';
import type { RunHost } from './runHost.js';
import { runPlan, type RunResult } from './runPlan.js';
import type { RunRequest } from './runRequest.js';
import type { RunWork } from './runWork.js';
import type { StoppedEarly } from './stopEarly.js';
import { unfinishedFacts } from './unfinishedRun.js';

export interface DesignRun<D extends Design, R> {
  readonly request: RunRequest;
  readonly host: RunHost<D, R>;
  /** Opened for the design: what they spent counts for the first pass. */
  readonly calls: Calls;
  readonly ports: CallOptions;
  readonly startedAt: number;
  /** How long a person was waited for in between. */
  readonly waitedMs: number;
  readonly begun: Begun;
}

export async function runDesign<D extends Design, R>(
  work: RunWork<D, R>,
  design: D,
  run: DesignRun<D, R>,
): Promise<RunFacts> {
  const { request, host, startedAt, begun } = run;
  const done: PassRun[] = [];
  for (const pass of design.passes) {
    const earlier = done.map(({ result }) => result);
    const plan =
      earlier.length > 0 && work.planOf ? await work.planOf(design, earlier) : design.plan;
    if (plan === null) break;
    const calls = callsOf(pass, { ...run, design }, done);
    done.push(await runPass(work, design, { ...run, calls, pass, plan, earlier }));
    if (done.at(-1)?.result.stopped) break;
  }
  const [first] = done as [PassRun, ...PassRun[]];
  const inspected = await inspectedBy(work, design, { ...run, result: first.result });
  const passes = done.map(({ result }) => result);
  const opened = new Set([run.calls, ...done.map(({ calls }) => calls)]);
  const used = [...opened].map(({ auxiliary }) => auxiliary.used());
  return {
    ...{ plan: design.plan, settings: design.settings, passes, result: first.result },
    endpoint: withLeftOut(endpointFacts(request.endpoint), design, opened),
    startedAt: new Date(startedAt),
    wallMs: host.clock.now() - startedAt - run.waitedMs,
    ...(request.only ? { only: hasGaps(passes) || !begun.isAsked ? 'alone' : 'added' } : {}),
    ...(inspected === undefined ? {} : { inspected }),
    auxiliaryUse: used.reduce(bothUses, begun.use),
    auxiliaryNotes: [...opened].flatMap(({ auxiliary }) => auxiliary.notes()),
    vectors: first.vectors,
    onlyCases: first.stoppedEarly ? new Set(first.stoppedEarly.cases) : null,
    stoppedEarly: first.stoppedEarly,
  };
}

/** Nothing where the run was broken off: half of the answers would be read for nothing. */
async function inspectedBy<D extends Design, R>(
  work: RunWork<D, R>,
  design: D,
  { request, host, result }: DesignRun<D, R> & { result: RunResult },
): Promise<unknown> {
  const open = request.endpoint.whiteBox;
  if (!work.inspect || !open || result.stopped) return undefined;
  host.onStep?.('reading-layers');
  return work.inspect(design, result.outcomes, await open(host.signal));
}

/** Whether trials of the plan were neither run nor made needless. */
const hasGaps = (passes: readonly RunResult[]): boolean =>
  passes.some(({ outcomes }) =>
    outcomes.some((each) => each.status === 'skipped' && each.reason === 'waiting'),
  );

/** What the endpoint refused, or its API does not have, is said of it. */
function withLeftOut(
  facts: EndpointFacts,
  { prompt }: Design,
  opened: ReadonlySet<Calls>,
): EndpointFacts {
  const all = [...opened].map(({ trials }) => trials.leftOut());
  const leftOut = {
    refused: [...new Set(all.flatMap(({ refused }) => refused))],
    missing: [...new Set(all.flatMap(({ missing }) => missing))],
  };
  const { temperature, topP: top_p } = prompt.parameters;
  return { ...facts, notes: [...facts.notes, ...leftOutNotes(leftOut, { temperature, top_p })] };
}

/** A run that is continued, a part that is asked again and a later pass each have calls of their own. */
function callsOf<D extends Design, R>(
  { concurrency }: Pass,
  { design, request, calls, ports, begun }: DesignRun<D, R> & { design: Design },
  done: readonly PassRun[],
): Calls {
  const { endpoint, only } = request;
  const isContinued = begun.earlier.length > 0 || only !== null;
  const isPlain = concurrency === null && design.reusesAnswers && !isContinued;
  if (isPlain && done.length === 0) return calls;
  const outcomes = [...begun.earlier, ...done.flatMap(({ result }) => result.outcomes)];
  const auxiliary = { use: begun.use, price: auxiliaryModel(endpoint).price };
  return openCalls(
    { ...endpoint, concurrency: concurrency ?? endpoint.concurrency },
    {
      ...ports,
      // What is asked again must not be answered from the cache.
      cache: only || !design.reusesAnswers ? null : ports.cache,
      ...(only ? {} : { spent: spentBy(outcomes, endpoint.price, auxiliary) }),
    },
  );
}

interface PassRun {
  readonly calls: Calls;
  readonly result: RunResult;
  readonly stoppedEarly: StoppedEarly | null;
  readonly vectors: RunFacts['vectors'];
}

async function runPass<D extends Design, R>(
  work: RunWork<D, R>,
  design: D,
  {
    calls,
    pass,
    plan,
    earlier,
    request,
    host,
    begun,
    startedAt,
  }: DesignRun<D, R> & { pass: Pass; plan: Plan; earlier: readonly RunResult[] },
): Promise<PassRun> {
  const { provider } = request.endpoint;
  const stopRule = earlier.length === 0 ? work.stopRule(design) : null;
  const known: Outcome[] = [];
  const soFar = () => {
    const facts = unfinishedFacts({ ...design, plan }, byTrial(known), {
      endpoint: endpointFacts(request.endpoint),
      startedAt: new Date(startedAt),
      completeCases: true,
    });
    return work.result(design, { ...facts, passes: [...earlier, ...facts.passes] });
  };
  let stoppedEarly: StoppedEarly | null = null;
  const { auxiliary } = calls;
  const journal = begun.journal && withAuxiliaryUse(journalOn(begun.journal.log), auxiliary.used);
  const result = await runPlan(plan, {
    caller: calls.trials,
    journal,
    earlier: byTrial(begun.earlier),
    attempts: begun.attempts,
    ...(begun.isAsked ? { isAsked: begun.isAsked } : {}),
    concurrency: pass.concurrency ?? request.endpoint.concurrency,
    signal: host.signal,
    onOutcome: (outcome) => {
      known.push(outcome);
      host.onOutcome?.(outcome, soFar);
    },
    answerSteps: provider.recorded ? [] : work.answerSteps(design, auxiliary, begun.earlier),
    shouldStop(outcomes, deterministic) {
      stoppedEarly = stopRule?.(outcomes, deterministic) ?? null;
      return stoppedEarly !== null;
    },
  });
  const kept = begun.journal?.vectors ?? NO_VECTORS;
  const vectors = await work.vectors(design, result.outcomes, { ...auxiliary, kept });
  if (vectors) await journal?.writeVectors(vectors, kept);
  await journal?.tell();
  return { calls, result, stoppedEarly, vectors };
}

const byTrial = (outcomes: readonly Outcome[]) =>
  new Map(outcomes.map((outcome) => [trialKey(outcome), outcome]));
