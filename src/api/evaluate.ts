import { UserError } from './errors.js';
import { resolveRunSettings } from '../core/plan/runSettings.js';
import { systemClock } from '../core/ports/systemClock.js';
import type { Outcome } from '../core/run/outcome.js';
import type { Preflight, RunHost } from '../core/run/runHost.js';
import { runWorkflow } from '../core/run/workflow.js';
import { workOf } from '../core/study.js';
import { sensitivity } from '../core/studies/sensitivity/sensitivity.js';
import { openStore } from '../node/promptStore.js';
import { trialModelHost } from '../node/trialModelHost.js';
import { findWorkspace, readText } from '../node/workspace.js';
import { reasonToAsk } from '../cli/agreeToCost.js';
import { endpointsFor } from '../cli/endpoints.js';
import { overridesOf } from '../cli/overrides.js';
import { usablePrompt } from '../cli/readPrompt.js';
import type { Report } from './report.js';

/** What is absent follows from the prompt file, `plumbline.yml` and the defaults, as on the command line. */
export interface EvaluateOptions {
  /** The name of a model in `plumbline.yml`, or the id of one at `baseUrl`. `trial`: the trial model. */
  readonly model?: string;
  /** Of an OpenAI-compatible endpoint, with its `/v1`. */
  readonly baseUrl?: string;
  /** The environment variable that holds the key of `baseUrl`. */
  readonly apiKeyEnv?: string;
  /** Takes the recorded answers of the prompt instead of asking a model. */
  readonly replay?: boolean;
  /** How many variants of each class, or in total. */
  readonly variants?: number | Readonly<Record<string, number>>;
  /** Few-shot configurations: `file`, or numbers of examples. */
  readonly shots?: readonly string[];
  readonly repeats?: number;
  /** Ids of the cases to ask; absent: all. */
  readonly cases?: readonly string[];
  /** The number of cases to draw. */
  readonly sample?: number;
  readonly seed?: number;
  /** False: the whole plan, also where the verdict is clear before its end. */
  readonly stopEarly?: boolean;
  /** Calls at once. */
  readonly concurrency?: number;
  /** None of these is exceeded; a run that reaches one ends, and says so in `stopped`. */
  readonly budget?: {
    readonly calls?: number;
    readonly tokens?: number;
    readonly usd?: number;
    readonly minutes?: number;
  };
  /** Agrees to a cost above `confirmAboveUsd`: a library asks nobody. */
  readonly agreeToCost?: boolean;
  /** Told what is planned before anything is sent; false sends nothing, and `evaluate` throws. */
  readonly onPlan?: (planned: PlannedRun) => boolean;
  /** False: every call is made, also those whose answers are kept. */
  readonly cache?: boolean;
  /** Goes on with the run of the same plan, if one was begun. */
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  /** What the command line would say beside its results. Absent: it is not said. */
  readonly onMessage?: (message: string) => void;
  /** As each request for an answer goes out, retries included. */
  readonly onRequest?: () => void;
  /** After every outcome. `total`: the outcomes that are planned. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** At most, without what is answered from the cache. */
export interface PlannedRun {
  readonly model: string;
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; null where the price of the model is not known. */
  readonly costUsd: number | null;
}

/**
 * Measures how much the answers to a prompt depend on its wording, and keeps the report in `.plumbline/runs` as the command
 * line does. A run that is cancelled, or reaches its budget, resolves to a report of what there is, with the reason in
 * `stopped`. Throws `UserError` for what stands in the way of the first call.
 */
export async function evaluate(file: string, options: EvaluateOptions = {}): Promise<Report> {
  const say = options.onMessage ?? (() => undefined);
  const signal = options.signal ?? new AbortController().signal;
  const trial = trialModelHost({ say, signal });
  try {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, say);
    const settings = resolveRunSettings(prompt, workspace.config, overridesOf(askedFor(options)));
    const asked = { ...options, stream: true };
    const opened = { options: asked, terminal: { say }, trial, signal };
    const [first] = await endpointsFor(workspace, prompt, opened);
    if (!first) throw new UserError(`No model found for ${file}.`);
    if (first.note !== null) say(first.note);
    const store = openStore(workspace, prompt.path, say);
    const report = await runWorkflow(
      workOf(sensitivity, { prompt, text: (await readText(file)) ?? '' }),
      {
        ...{ endpoint: first.endpoint, settings, only: null },
        resume: options.resume ? 'if-begun' : 'never',
        useCache: options.cache ?? true,
        writeParaphrases: true,
      },
      hostOf(options, { store, signal, say }),
    );
    if (!report) throw new UserError('Nothing was sent.');
    return report;
  } finally {
    await trial.stop();
  }
}

/** By the names of the command line. */
function askedFor({ budget = {}, cases, ...asked }: EvaluateOptions) {
  const { calls, tokens, usd, minutes } = budget;
  const limits = {
    ...(calls === undefined ? {} : { budgetCalls: calls }),
    ...(tokens === undefined ? {} : { budgetTokens: tokens }),
    ...(usd === undefined ? {} : { budgetUsd: usd }),
    ...(minutes === undefined ? {} : { budgetMinutes: minutes }),
  };
  return { ...asked, ...limits, ...(cases ? { case: cases } : {}) };
}

function hostOf(
  { agreeToCost = false, onPlan, onRequest, onProgress }: EvaluateOptions,
  { say, ...ports }: Pick<RunHost, 'store' | 'signal'> & { say: (message: string) => void },
): RunHost<Parameters<NonNullable<RunHost['onStart']>>[0], Report> {
  const seen = new Set<string>();
  let total = 0;
  return {
    ...ports,
    clock: systemClock,
    warn: say,
    onSend: () => onRequest?.(),
    confirm: async (preflight) => {
      if (onPlan && !onPlan(plannedRun(preflight))) return null;
      const why = agreeToCost ? null : reasonToAsk(preflight);
      if (why !== null)
        throw new UserError(`${why} It was not agreed to (agreeToCost): nothing was sent.`);
      return preflight.design.settings.shots;
    },
    onStart: ({ plan }) => void (total = plan.trials.length),
    onOutcome: (outcome: Outcome) => {
      seen.add(JSON.stringify([outcome.shots, outcome.variant, outcome.case, outcome.repeat]));
      onProgress?.(seen.size, total);
    },
  };
}

function plannedRun({ design: { estimate, plan }, cachedCalls }: Preflight): PlannedRun {
  const calls = estimate.calls - cachedCalls;
  const share = calls / Math.max(1, estimate.calls);
  return {
    ...{ model: plan.model, calls },
    tokens: Math.round(share * (estimate.promptTokens + estimate.completionTokens)),
    costUsd: estimate.costUsd === null ? null : share * estimate.costUsd,
  };
}
