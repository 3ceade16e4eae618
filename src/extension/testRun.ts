/** One run of one prompt: plan, ask where it must be asked, send, report. Tells its owner what happens; owns no state. */

import { l10n, type LogOutputChannel } from 'vscode';
import { isUserError } from '../core/errors.js';
import type {
  Evaluation,
  EvaluationPorts,
  Outcome,
  Preparation,
  Prompt,
  Report,
  RunOverrides,
  SideUse,
} from '../core/index.js';
import type { PreflightView, ProgressView } from '../protocol.js';
import { engine, type Engine } from './engine.js';
import { callTeller, type CallTeller } from './callTeller.js';
import type { Models } from './models.js';
import type { FoundEndpoint, Place, Platform, RunJournal } from './platform.js';
import { preflightFor } from './preflight.js';
import { refuseUnrecorded } from './recordedOnly.js';
import { readSettings } from './settings.js';

export interface RunRequest {
  readonly shots?: readonly string[];
  /** Ask again for one case, one variant, or one variant of one case, and keep everything else. */
  readonly only?: { readonly variant: string | null; readonly case: string | null };
  /** Go on with the run that was begun with the same plan. */
  readonly resume?: boolean;
  /** A run nobody waits for: it asks nothing, and stops at this many calls. */
  readonly unattendedCalls?: number;
}

/** What whoever owns the run is told, and asked. */
export interface RunWatch {
  readonly signal: AbortSignal;
  onStep(step: string): void;
  /** Resolves to the few-shot configurations to run; null: nothing is sent. */
  onPreflight(preflight: PreflightView): Promise<readonly string[] | null>;
  onProgress(progress: ProgressView): void;
}

export interface RunJob extends RunWatch {
  readonly prompt: Prompt;
  readonly place: Place;
  readonly request: RunRequest;
  /** The report that is shown, for runs that change a part of it. */
  readonly last: Report | null;
  onReport(report: Report): void;
}

export interface RunTools {
  readonly platform: Platform;
  readonly models: Models;
  readonly log: LogOutputChannel;
}

/** The numbers of a run that goes on are computed again after this long, or twenty times what computing them took. */
const REPORT_EVERY_MS = 1000;
const REPORT_SHARE = 20;

/** Null when the preflight was declined. Throws `UserError` for what stands in the way of the first call. */
export async function runTest(job: RunJob, tools: RunTools): Promise<Report | null> {
  const core = await engine();
  const { prompt, place, request, signal } = job;
  const { platform, models, log } = tools;
  const say = (text: string) => {
    log.info(text);
    job.onStep(text);
  };
  const settings = readSettings();
  const unattended = request.unattendedCalls !== undefined;
  job.onStep(l10n.t('Looking for the model'));
  const found = await models.endpointFor(prompt, place, { say, mayAsk: !unattended });
  const { endpoint } = found;
  const kept = endpoint.provider.recorded ? null : await platform.openCache(place, say);
  const frozen = (await platform.readFrozen(place))?.frozen ?? null;
  const wanted = core.resolveRunSettings(prompt, place.config, overridesOf(request));
  const teller = callTeller(core, job);
  const ports: EvaluationPorts = {
    endpoint,
    cache: kept?.cache ?? null,
    clock: await platform.clock(),
    signal,
    frozen,
    onWait: teller.onWait,
  };
  let journal: RunJournal | null = null;
  try {
    job.onStep(l10n.t('Wording the prompt in other ways'));
    const planning = core.createEvaluation(ports, wanted.budget);
    let runSettings = wanted;
    const draft = await planning.prepare(prompt, wanted, { askForParaphrases: false });
    await refuseUnrecorded(draft, ports, request.only);
    if (!unattended) {
      const preflight = await preflightFor(
        { preparation: draft, evaluation: planning, found },
        settings,
      );
      const shots = preflight ? await job.onPreflight(preflight) : wanted.shots;
      if (!shots) return null;
      runSettings = { ...wanted, shots };
    }
    job.onStep(l10n.t('Asking for paraphrases that are missing'));
    const preparation = await planning.prepare(prompt, runSettings, {
      askForParaphrases: !unattended,
    });
    await keepWritten(core, preparation, { platform, place, say });
    const part = request.only ? await partOf(request.only, preparation, { job, tools }) : null;
    const whole =
      request.only && !part
        ? await planning.prepare(
            prompt,
            { ...runSettings, ...onlyOf(request.only) },
            { askForParaphrases: false },
          )
        : preparation;
    journal = part ?? (await openJournal(whole, { job, tools, found }));
    const begun = part ?? (request.resume ? journal : null);
    const earlier = begun?.earlier ?? [];
    const earlierSide = begun?.side ?? core.NO_SIDE_USE;
    const side = { use: earlierSide, price: (endpoint.judge ?? endpoint).price };
    // A run that goes on, or asks a part again, has a budget of its own; any other has spent on its paraphrases already.
    const evaluation =
      request.only || earlier.length > 0
        ? core.createEvaluation(
            {
              ...ports,
              // What is asked again must not be answered from memory.
              cache: request.only ? null : ports.cache,
              ...(request.resume ? { spent: core.spentBy(earlier, endpoint.price, side) } : {}),
            },
            wanted.budget,
          )
        : planning;
    const report = await watchRun(evaluation, whole, {
      core,
      job,
      teller,
      journal,
      earlier,
      earlierSide,
      price: endpoint.price,
    });
    await platform.keepReport(place, report, say);
    return report;
  } finally {
    await kept?.close();
    await journal?.log.close();
  }
}

const overridesOf = ({ shots, unattendedCalls }: RunRequest): RunOverrides => ({
  ...(shots ? { shots } : {}),
  ...(unattendedCalls === undefined ? {} : { budgetCalls: unattendedCalls }),
});

const onlyOf = ({ variant, case: caseId }: NonNullable<RunRequest['only']>) => ({
  ...(caseId === null ? {} : { caseIds: [caseId] }),
  ...(variant === null ? {} : { variantIds: [variant] }),
});

/** The rest of the run that is shown, so that only a part of it is asked again; null where there is no such run. */
async function partOf(
  { variant, case: caseId }: NonNullable<RunRequest['only']>,
  { plan }: Preparation,
  { job: { place, last }, tools: { platform, log } }: { job: RunJob; tools: RunTools },
): Promise<RunJournal | null> {
  if (last?.plan.fingerprint !== plan.fingerprint) return null;
  const journal = await platform.findJournal(place, plan.fingerprint, (text) => log.info(text));
  if (!journal) return null;
  const asked = (outcome: Outcome) =>
    (variant === null || outcome.variant === variant) &&
    (caseId === null || outcome.case === caseId);
  // A journal holds what was asked again as well: the last line of a trial counts.
  const { trialKey } = await engine();
  const latest = new Map(journal.earlier.map((each) => [trialKey(each), each]));
  return { ...journal, earlier: [...latest.values()].filter((each) => !asked(each)) };
}

async function openJournal(
  { plan }: Preparation,
  { job, tools, found }: { job: RunJob; tools: RunTools; found: FoundEndpoint },
): Promise<RunJournal | null> {
  const { id, recorded } = found.endpoint.provider;
  if (recorded) return null;
  const say = (text: string) => tools.log.info(text);
  const begun = job.request.resume
    ? await tools.platform.findJournal(job.place, plan.fingerprint, say)
    : null;
  return begun ?? tools.platform.beginJournal(job.place, plan, { endpoint: id, say });
}

/** Paraphrases the model has just written go into the repository, to be reviewed and not paid for again. */
async function keepWritten(
  { freeze, keptOf }: Engine,
  { prompt, wordings }: Preparation,
  { platform, place, say }: { platform: Platform; place: Place; say: (text: string) => void },
): Promise<void> {
  if (wordings.asked === null) return;
  const frozen = (await platform.readFrozen(place))?.frozen ?? null;
  try {
    await platform.writeFrozen(place, freeze(prompt, frozen, keptOf(wordings)));
  } catch (error) {
    if (!isUserError(error)) throw error;
    say(error.message);
  }
}

interface Watched {
  readonly core: Engine;
  readonly job: RunJob;
  readonly teller: CallTeller;
  readonly journal: RunJournal | null;
  readonly earlier: readonly Outcome[];
  readonly earlierSide: SideUse;
  readonly price: EvaluationPorts['endpoint']['price'];
}

async function watchRun(
  evaluation: Evaluation,
  preparation: Preparation,
  { core, job, teller, journal, earlier, earlierSide, price }: Watched,
): Promise<Report> {
  const outcomes: Outcome[] = [];
  const tell = teller.begin(preparation.plan.trials.length, price, earlier);
  let reportedAt = Date.now();
  let reportEvery = REPORT_EVERY_MS;
  return evaluation.run(preparation, {
    journal: journal && core.journalOn(journal.log),
    earlier,
    earlierSide,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
      tell(outcome);
      const now = Date.now();
      if (now - reportedAt < reportEvery) return;
      job.onReport(evaluation.reportSoFar(preparation, outcomes, { completeCases: true }));
      reportedAt = Date.now();
      reportEvery = Math.max(REPORT_EVERY_MS, REPORT_SHARE * (reportedAt - now));
    },
  });
}
