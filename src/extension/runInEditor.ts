/** One run of one study in the editor: model, store, question before sending, progress. Owns no state. */

import { l10n, type LogOutputChannel } from 'vscode';
import type {
  Design,
  Outcome,
  Prompt,
  PromptStore,
  Report,
  RunHost,
  RunOverrides,
  RunRequest,
  Study,
} from '../core/index.js';
import { callTeller, type CallTeller } from './callTeller.js';
import { engine, type Engine } from './engine.js';
import { nowAndThen, type NowAndThen } from './nowAndThen.js';
import type { Models } from './models.js';
import type { FoundEndpoint, Platform, PromptPlace } from './platform.js';
import { preflightFor } from './preflight.js';
import { refuseUnrecorded } from './recordedOnly.js';
import type { RunWatch } from './runWatch.js';
import { readSettings } from './settings.js';
import type { TestRequest } from './testRequest.js';

export interface RunJob extends RunWatch {
  readonly prompt: Prompt;
  readonly text: string;
  readonly place: PromptPlace;
}

export interface RunTools {
  readonly platform: Platform;
  readonly models: Models;
  readonly log: LogOutputChannel;
}

/** Tests how much the wording matters. Null when the preflight was declined; throws `UserError` as `runInEditor`. */
export async function runTest(
  job: RunJob & {
    readonly request: TestRequest;
    /** The report that is shown, for runs that change a part of it. */
    readonly last: Report | null;
    onReport(report: Report): void;
  },
  tools: RunTools,
): Promise<Report | null> {
  const { sensitivity, journalOf, overridesOfRun } = await engine();
  const { request, last } = job;
  const onlyPart = request.only ?? null;
  const asLast = onlyPart && last ? overridesOfRun(last) : {};
  return runInEditor(
    { study: sensitivity, job, onPartial: job.onReport },
    {
      overrides: { ...asLast, ...overridesOf(request) },
      only: onlyPart && { ...onlyPart, fingerprint: last && journalOf(last) },
      resume: request.resume ? 'required' : 'never',
      unattended: request.unattendedCalls !== undefined,
      isAgreed: request.isAgreed,
      writesWordings: request.overrides === undefined,
    },
    tools,
  );
}

const overridesOf = (request: TestRequest): RunOverrides => {
  const { shots, compare, repeats, unattendedCalls, limits } = request;
  const calls = unattendedCalls ?? limits?.calls ?? undefined;
  const usd = limits?.usd ?? undefined;
  return {
    ...request.overrides,
    ...(compare ? { compare } : {}),
    ...(shots ? { shots } : {}),
    ...(repeats === undefined ? {} : { repeats }),
    ...(calls === undefined ? {} : { budgetCalls: calls }),
    ...(usd === undefined ? {} : { budgetUsd: usd }),
  };
};

export interface EditorRunOptions extends Pick<RunRequest, 'only' | 'resume'> {
  readonly overrides: RunOverrides;
  /** Asks nothing and writes no paraphrases. */
  readonly unattended: boolean;
  /** The user agreed to it before. */
  readonly isAgreed?: boolean | undefined;
  /** Whether wordings that are missing are asked for. */
  readonly writesWordings?: boolean;
}

interface EditorRun<D extends Design, R extends object> {
  readonly study: Study<D, unknown, R>;
  readonly job: RunJob;
  /** Told the result over the cases that are complete, now and then. */
  readonly onPartial?: (result: R) => void;
}

/** Null when the preflight was declined. Throws `UserError` for what stands in the way of the first call. */
export async function runInEditor<D extends Design, R extends object>(
  run: EditorRun<D, R>,
  {
    overrides,
    only,
    resume,
    unattended,
    isAgreed = false,
    writesWordings = true,
  }: EditorRunOptions,
  tools: RunTools,
): Promise<R | null> {
  const core = await engine();
  const { study, job } = run;
  const { prompt, place } = job;
  const { platform, models, log } = tools;
  const say = (text: string) => {
    log.info(text);
    job.onStep(text);
  };
  job.onStep(l10n.t('Finding the model'));
  const found = await models.endpointFor(prompt, place, { say, mayAsk: !unattended });
  const store = await platform.store(place, say);
  const settings = core.resolveRunSettings(prompt, place.config, overrides);
  const teller = callTeller(core, job);
  const subject = { prompt, text: job.text };
  const request = {
    ...{ endpoint: found.endpoint, settings, only, resume },
    ...{ useCache: true, writeParaphrases: writesWordings && !unattended },
  };
  const partial = run.onPartial ? nowAndThen(run.onPartial) : null;
  const host = editorHost(core, run, {
    ...{ store, found, only, say, teller, partial },
    asksNothing: unattended || isAgreed,
  });
  return core.runStudy(study, { subject, request, host }).finally(() => {
    teller.end();
    partial?.end();
  });
}

interface HostParts<R> {
  readonly store: PromptStore;
  readonly found: FoundEndpoint;
  readonly only: RunRequest['only'];
  readonly asksNothing: boolean;
  readonly say: (text: string) => void;
  readonly teller: CallTeller;
  readonly partial: NowAndThen<R> | null;
}

function editorHost<D extends Design, R extends object>(
  core: Engine,
  { job }: EditorRun<D, R>,
  { store, found, only, asksNothing, say, teller, partial }: HostParts<R>,
): RunHost<D, R> {
  const { endpoint } = found;
  let tell: ((outcome: Outcome) => void) | null = null;
  return {
    ...{ store, clock: core.systemClock, signal: job.signal, onWait: teller.onWait, warn: say },
    onStep: (step) =>
      job.onStep(
        {
          'writing-variants': l10n.t('Creating variants'),
          'writing-paraphrases': l10n.t('Requesting missing paraphrases'),
          'reading-layers': l10n.t("Reading the model's layers"),
        }[step],
      ),
    async confirm(preflight) {
      const { design } = preflight;
      await refuseUnrecorded(design, { endpoint, signal: job.signal }, only);
      if (asksNothing) return design.settings.shots;
      const view = await preflightFor(preflight, found, readSettings());
      return view ? job.onPreflight(view) : design.settings.shots;
    },
    onStart: (planned, earlier) => {
      tell = teller.begin(core.plannedTrials(planned), endpoint.price, earlier);
    },
    onOutcome(outcome, soFar) {
      tell?.(outcome);
      partial?.offer(soFar);
    },
  };
}
