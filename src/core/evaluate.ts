/**
 * Read me first: the engine's stages in order. A prompt becomes wordings, wordings become a plan, the plan becomes
 * outcomes, and outcomes become a report. Between the plan and the run a caller may stop: nothing has been sent by then
 * but the paraphrases that were asked for.
 */

import { UserError } from './errors.js';
import type { Clock } from './ports/clock.js';
import type { Ask, ChatRequest, ModelProvider, Price, Usage } from './ports/model.js';
import {
  estimatePlan,
  planRun,
  refuseUnrunnable,
  type Plan,
  type PlanEstimate,
} from './plan/planRun.js';
import type { RunSettings } from './plan/runSettings.js';
import type { Prompt } from './prompt/prompt.js';
import { buildReport } from './report/buildReport.js';
import type { Report } from './report/report.js';
import { createBudget } from './run/budget.js';
import type { Cache } from './run/cache.js';
import { createCaller, type Caller } from './run/caller.js';
import type { Journal } from './run/journal.js';
import { createLimiter } from './run/limiter.js';
import type { Outcome } from './run/outcome.js';
import { runPlan, type RunResult } from './run/runPlan.js';
import { completeCasesOf, soFar } from './run/soFar.js';
import type { FrozenVariants } from './variants/frozen.js';
import { makeVariants, shortfallText, type VariantSet } from './variants/makeVariants.js';
import type { Variant } from './variants/variant.js';
import { trialKey } from './plan/trial.js';

export interface Endpoint {
  readonly provider: ModelProvider;
  /** The model id that is sent. */
  readonly model: string;
  readonly price: Price | null;
  readonly concurrency: number;
  /** When a recording is replayed: the time it was made. */
  readonly recordedAt: string | null;
  /** What a reader of the report should know of this endpoint. */
  readonly notes?: readonly string[];
}

export interface EvaluationPorts {
  readonly endpoint: Endpoint;
  readonly cache: Cache | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly frozen: FrozenVariants | null;
  /** Requests and dollars an earlier part of the same run has used; they count against the budget. */
  readonly spent?: { readonly calls: number; readonly usd: number };
}

export interface Preparation {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly wordings: VariantSet;
  readonly plan: Plan;
  readonly estimate: PlanEstimate;
}

/** How many alternatives to ask for at each token: enough to hold a label set. */
const TOP_LOGPROBS = 10;

export interface Evaluation {
  /** The wordings alone, asking the model for paraphrases that are missing. */
  makeVariants(prompt: Prompt, settings: RunSettings): Promise<VariantSet>;
  /** Wordings and plan. Asks the model for missing paraphrases when `askForParaphrases`; throws `UserError` for bad input. */
  prepare(
    prompt: Prompt,
    settings: RunSettings,
    how: { askForParaphrases: boolean },
  ): Promise<Preparation>;
  run(
    preparation: Preparation,
    how: {
      readonly journal: Journal | null;
      readonly earlier: readonly Outcome[];
      readonly onOutcome: (outcome: Outcome) => void;
    },
  ): Promise<Report>;
  /** Calls whose answers are in the cache and will not be made. */
  cachedCalls(preparation: Preparation): number;
  /**
   * The report of what has come so far; what is missing counts as not run. With `completeCases` the numbers cover only
   * the cases whose every call is known, so that no variant is ahead of another.
   */
  reportSoFar(
    preparation: Preparation,
    outcomes: readonly Outcome[],
    how: {
      readonly completeCases: boolean;
      /** What is known of the server from elsewhere; absent: as far as these outcomes tell. */
      readonly deterministic?: boolean;
    },
  ): Report;
}

/** One evaluation of one prompt on one model. Throws `UserError` when the budget cannot be kept. */
export function createEvaluation(
  ports: EvaluationPorts,
  budget: RunSettings['budget'],
): Evaluation {
  const { endpoint, clock, signal } = ports;
  const caller = createCaller({
    provider: endpoint.provider,
    limiter: createLimiter(endpoint.concurrency, clock),
    budget: createBudget(budget, endpoint.price, ports.spent ?? { calls: 0, usd: 0 }),
    cache: endpoint.provider.recorded ? null : ports.cache,
    clock,
  });
  const side = sideCalls(caller, endpoint.model, signal);
  const startedAt = clock.now();

  const reportOf = (
    { settings, wordings, plan }: Preparation,
    result: RunResult,
    onlyCases: ReadonlySet<string> | null,
  ) =>
    buildReport({
      plan,
      result,
      price: endpoint.price,
      endpoint: endpoint.provider.id,
      recorded: endpoint.recordedAt === null ? null : { at: endpoint.recordedAt },
      gates: settings.gates,
      startedAt: new Date(startedAt),
      wallMs: clock.now() - startedAt,
      sideRequests: side.requests(),
      sideUsage: side.usage(),
      notes: [...(endpoint.notes ?? []), ...notesOf(wordings, plan.prompt)],
      onlyCases,
    });

  const reword = (prompt: Prompt, settings: RunSettings, ask: Ask | null) =>
    makeVariants(prompt, {
      counts: settings.variantCounts,
      seed: settings.seed,
      frozen: ports.frozen,
      ask,
    });

  return {
    makeVariants: (prompt, settings) => reword(prompt, settings, side.ask),

    async prepare(prompt, settings, { askForParaphrases }) {
      refuseUnrunnable(prompt, settings);
      const mayAsk = askForParaphrases && !endpoint.provider.recorded;
      const wordings = only(await reword(prompt, settings, mayAsk ? side.ask : null), settings);
      const plan = planRun(prompt, {
        ...settings,
        variants: wordings.variants,
        model: endpoint.model,
        topLogprobs: TOP_LOGPROBS,
      });
      return {
        prompt,
        settings,
        wordings,
        plan,
        estimate: estimatePlan(plan, endpoint.price),
      };
    },

    cachedCalls: ({ plan }) =>
      plan.trials.filter((trial) => caller.knows(plan.requestOf(trial), trial.repeat)).length,

    async run(preparation, { journal, earlier, onOutcome }) {
      const result = await runPlan(preparation.plan, {
        caller,
        journal,
        earlier: byTrial(earlier),
        concurrency: endpoint.concurrency,
        signal,
        onOutcome,
      });
      return reportOf(preparation, result, null);
    },

    reportSoFar(preparation, outcomes, { completeCases, deterministic }) {
      const result = soFar(preparation.plan, byTrial(outcomes), deterministic);
      return reportOf(preparation, result, completeCases ? completeCasesOf(result) : null);
    },
  };
}

const byTrial = (outcomes: readonly Outcome[]) =>
  new Map(outcomes.map((outcome) => [trialKey(outcome), outcome]));

/** The original and the wordings that were asked for. */
function only(wordings: VariantSet, { variantIds }: RunSettings): VariantSet {
  if (variantIds === null) return wordings;
  const [original, ...others] = wordings.variants as [Variant, ...Variant[]];
  const missing = variantIds.filter((id) => !wordings.variants.some((each) => each.id === id));
  if (missing.length > 0) {
    const known = others.map(({ id }) => id).join(', ');
    throw new UserError(`There is no variant ${missing.join(', ')}. Variants: ${known}.`);
  }
  const chosen = others.filter(({ id }) => variantIds.includes(id));
  return { ...wordings, variants: [original, ...chosen] };
}

/** Calls beside the trials go through the run's own pool, cache and budget. Each is a first repeat of its own text. */
function sideCalls(caller: Caller, model: string, signal: AbortSignal) {
  let requests = 0;
  const used = { promptTokens: 0, completionTokens: 0 };
  let asked = 0;
  const ask: Ask = async ({ messages, temperature, maxTokens }) => {
    asked += 1;
    const request: ChatRequest = {
      model,
      messages,
      temperature,
      topP: null,
      maxTokens,
      maxCompletionTokens: null,
      responseFormat: null,
      extra: {},
      seed: asked,
      topLogprobs: null,
    };
    const result = await caller.call(request, { repeat: 1, signal });
    requests += result.requests;
    if ('error' in result) throw result.error;
    addUsage(used, result.cached ? null : result.completion.usage);
    return result.completion;
  };
  return { ask, requests: () => requests, usage: () => ({ ...used }) };
}

function addUsage(
  sum: { promptTokens: number; completionTokens: number },
  usage: Usage | null,
): void {
  sum.promptTokens += usage?.promptTokens ?? 0;
  sum.completionTokens += usage?.completionTokens ?? 0;
}

function notesOf(
  { shortfalls, variants, unused }: VariantSet,
  { checks, cases }: Prompt,
): string[] {
  const pending = variants.filter(({ status }) => status === 'pending').length;
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const notRun = checks.filter((check) => check.kind === 'notRun');
  const broken = variants.filter(
    ({ gate, status }) => status === 'approved' && gate.invariants.length > 0,
  );
  const noGold = cases.length > 0 && cases.every(({ expected }) => expected === null);
  return [
    ...shortfalls.map((each) => `${shortfallText(each)}.`),
    ...(pending > 0
      ? [
          `${pending} wordings wait for review: they are shown as unreviewed and stand outside every headline number.`,
        ]
      : []),
    ...broken.map(({ id, gate }) => `${id} was approved although ${gate.invariants.join(', ')}.`),
    ...(stale > 0
      ? [`${stale} kept wordings were made for an earlier version of the prompt and were not sent.`]
      : []),
    ...notRun.map(({ name, reason }) => `Check "${name}" was not run: ${reason}.`),
    ...(noGold
      ? [
          'No case has an expected answer: answers are compared with each other, and accuracy is not available.',
        ]
      : []),
  ];
}
