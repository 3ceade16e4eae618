/**
 * Read me first: the engine's stages in order. A prompt becomes wordings, wordings become a plan, the plan becomes
 * outcomes, and outcomes become a report. Between the plan and the run a caller may stop: nothing has been sent by then
 * but the paraphrases that were asked for.
 */

import { UserError } from './errors.js';
import type { Clock } from './ports/clock.js';
import type { Ask, ModelProvider, Price } from './ports/model.js';
import {
  estimatePlan,
  planRun,
  refuseUnrunnable,
  type Plan,
  type PlanEstimate,
} from './plan/planRun.js';
import type { RunSettings } from './plan/runSettings.js';
import { answerShapeOf } from './prompt/answerShape.js';
import type { Message, Prompt } from './prompt/prompt.js';
import type { RunFacts } from './report/accounting.js';
import { buildReport } from './report/buildReport.js';
import { wordingNotes } from './report/wordingNotes.js';
import type { Report } from './report/report.js';
import { createRunMemory } from './report/runMemory.js';
import type { Settled } from './report/settling.js';
import { watchVerdict, type VerdictWatch } from './report/watchVerdict.js';
import { once } from './score/once.js';
import { createBudget } from './run/budget.js';
import type { Cache } from './run/cache.js';
import { createCaller, type OnWait } from './run/caller.js';
import { withSideUse, type Journal } from './run/journal.js';
import { embedAnswers } from './run/embedAnswers.js';
import { createJudge } from './run/judge.js';
import { createMeaning } from './run/meaning.js';
import { createLimiter } from './run/limiter.js';
import type { Outcome } from './run/outcome.js';
import { createSideCalls, type SideCallTools } from './run/sideCalls.js';
import { bothSideUses, NO_SIDE_USE, type SideUse } from './run/sideUse.js';
import { runPlan, type RunResult } from './run/runPlan.js';
import { asSettled, completeCasesOf, soFar } from './run/soFar.js';
import type { FrozenVariants } from './variants/frozen.js';
import { judgeWording, type Judgement } from './variants/gate.js';
import { regateStale, type Regated } from './variants/refresh.js';
import { makeVariants, onlyThese, type VariantSet } from './variants/makeVariants.js';
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
  /** Where the endpoint offers embeddings: vectors for texts, in their order. */
  readonly embedder?: NonNullable<SideCallTools['embedder']>;
  /** The model that judges, and writes what a run needs written; absent: the tested one. */
  readonly judge?: Pick<Endpoint, 'provider' | 'model' | 'price' | 'concurrency'>;
}

export interface EvaluationPorts {
  readonly endpoint: Endpoint;
  readonly cache: Cache | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly frozen: FrozenVariants | null;
  /** Told when a call waits before it is tried again. */
  readonly onWait?: OnWait;
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

export interface RunHow {
  readonly journal: Journal | null;
  /** Outcomes of an earlier part of the same run. */
  readonly earlier: readonly Outcome[];
  /** What its calls beside the trials took; absent: nothing. */
  readonly earlierSide?: SideUse;
  readonly onOutcome: (outcome: Outcome) => void;
}

export interface Evaluation {
  /**
   * The wordings alone. `ask` for paraphrases that are missing; `again`: although the model was asked before. A recording
   * is asked nothing.
   */
  makeVariants(
    prompt: Prompt,
    settings: RunSettings,
    how: { ask: boolean; again?: boolean },
  ): Promise<VariantSet>;
  /** A call beside the trials, through the same pool, cache and budget. */
  readonly ask: Ask;
  /** A wording through the gate's steps before a person, beside `others`; a recording is asked nothing. */
  judge(
    prompt: Prompt,
    wording: readonly Message[],
    others: readonly (readonly Message[])[],
  ): Promise<Judgement>;
  /** Gates the wordings of earlier versions of the prompt again; a recording is asked nothing. */
  regateStale(prompt: Prompt): Promise<readonly Regated[]>;
  /**
   * Wordings and plan. Asks the model for missing paraphrases when `askForParaphrases`, and makes none where wordings are
   * `given`. Throws `UserError` for bad input.
   */
  prepare(
    prompt: Prompt,
    settings: RunSettings,
    how: { askForParaphrases: boolean; given?: readonly Variant[] },
  ): Promise<Preparation>;
  run(preparation: Preparation, how: RunHow): Promise<Report>;
  /** The whole plan without a report: for other questions than a test's, so no verdict ends it early. */
  outcomes(preparation: Preparation, how: RunHow): Promise<RunFacts>;
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
  const { endpoint, clock, signal, onWait } = ports;
  const { provider, model, price, embedder } = endpoint;
  const judge = endpoint.judge ?? endpoint;
  const limiter = createLimiter(endpoint.concurrency, clock);
  const spending = createBudget(budget, price, ports.spent ?? { calls: 0, usd: 0 });
  const cache = provider.recorded ? null : ports.cache;
  const shared = { cache, clock, onWait };
  const caller = createCaller({ provider, limiter, budget: spending, ...shared });
  const callerOf = (other: NonNullable<Endpoint['judge']>) =>
    createCaller({
      provider: other.provider,
      limiter: createLimiter(other.concurrency, clock),
      budget: spending.at(other.price),
      ...shared,
    });
  const side = createSideCalls({
    caller: endpoint.judge ? callerOf(endpoint.judge) : caller,
    model: judge.model,
    ...{ limiter, budget: spending, signal, embedder, clock, onWait },
  });
  const startedAt = clock.now();

  /** Reports of a run that goes on work through each outcome once. */
  const memoryOf = once((_: Preparation) => createRunMemory());
  const factsOf = (
    preparation: Preparation,
    result: RunResult,
    {
      onlyCases,
      settled,
      vectors,
      earlierSide,
    }: Pick<RunFacts, 'onlyCases' | 'settled' | 'vectors'> & { readonly earlierSide: SideUse },
  ): RunFacts => {
    const { settings, wordings, plan } = preparation;
    return {
      plan,
      result,
      memory: memoryOf(preparation),
      price,
      sidePrice: judge.price,
      endpoint: endpoint.provider.id,
      recorded: endpoint.recordedAt === null ? null : { at: endpoint.recordedAt },
      gates: settings.gates,
      startedAt: new Date(startedAt),
      wallMs: clock.now() - startedAt,
      sideUse: bothSideUses(earlierSide, side.used()),
      notes: [...(endpoint.notes ?? []), ...wordingNotes(wordings, plan.prompt), ...side.notes()],
      onlyCases: settled ? new Set(settled.cases) : onlyCases,
      settled,
      vectors,
    };
  };
  const looksAt = ({ prompt, plan: { seed } }: Preparation) =>
    [createJudge(prompt, side.ask, seed), createMeaning(prompt, side.embed)].filter(
      (look) => look !== null,
    );
  /** Null where the run is to go to its end. */
  const verdictWatch = (preparation: Preparation): VerdictWatch | null => {
    const { plan, settings } = preparation;
    const { observed } = memoryOf(preparation);
    return settings.stopEarly
      ? watchVerdict({ plan, price, gates: settings.gates, observed })
      : null;
  };
  const runOn = async (
    preparation: Preparation,
    { journal, earlier, earlierSide = NO_SIDE_USE, onOutcome }: RunHow,
    watch: VerdictWatch | null,
  ): Promise<RunFacts> => {
    let settled: Settled | null = null;
    const kept = journal && withSideUse(journal, side.used);
    const result = await runPlan(preparation.plan, {
      caller,
      journal: kept,
      earlier: byTrial(earlier),
      concurrency: endpoint.concurrency,
      signal,
      onOutcome,
      looks: endpoint.provider.recorded ? [] : looksAt(preparation),
      shouldStop(known, deterministic) {
        settled = watch?.(known, deterministic) ?? null;
        return settled !== null;
      },
    });
    const wantsVectors = side.embed && answerShapeOf(preparation.prompt).kind === 'text';
    const vectors = wantsVectors ? await embedAnswers(result.outcomes, side.embed) : null;
    await kept?.tell();
    return factsOf(preparation, result, { onlyCases: null, settled, vectors, earlierSide });
  };

  const mayAsk = !endpoint.provider.recorded;
  const reword: Evaluation['makeVariants'] = (prompt, settings, { ask, again = false }) =>
    makeVariants(prompt, {
      counts: settings.variantCounts,
      seed: settings.seed,
      frozen: ports.frozen,
      ask: ask && mayAsk ? side.ask : null,
      model: judge.model,
      embed: side.embed,
      again,
    });

  return {
    ask: side.ask,
    makeVariants: reword,

    judge: (prompt, wording, others) =>
      judgeWording(prompt, wording, { ask: mayAsk ? side.ask : null, embed: side.embed, others }),

    regateStale: async (prompt) =>
      ports.frozen
        ? regateStale(prompt, ports.frozen, { ask: mayAsk ? side.ask : null, embed: side.embed })
        : [],

    async prepare(prompt, settings, { askForParaphrases, given }) {
      refuseUnrunnable(prompt, settings);
      const made = given
        ? onlyThese(given)
        : await reword(prompt, settings, { ask: askForParaphrases });
      const wordings = only(made, settings);
      const plan = planRun(prompt, {
        ...settings,
        variants: wordings.variants,
        model,
        judge: endpoint.judge?.model ?? null,
        topLogprobs: TOP_LOGPROBS,
      });
      return {
        prompt,
        settings,
        wordings,
        plan,
        estimate: estimatePlan(plan, price, judge.price),
      };
    },

    cachedCalls: ({ plan }) =>
      plan.trials.filter((trial) => caller.knows(plan.requestOf(trial), trial.repeat)).length,

    run: async (preparation, how) =>
      buildReport(await runOn(preparation, how, verdictWatch(preparation))),
    outcomes: (preparation, how) => runOn(preparation, how, null),

    reportSoFar(preparation, outcomes, { completeCases, deterministic }) {
      const known = byTrial(outcomes);
      const result = soFar(preparation.plan, known, deterministic);
      const onlyCases = completeCases ? completeCasesOf(result) : null;
      // What goes on is not settled; what was settled stays so when its answers are scored again.
      const watch = completeCases ? null : verdictWatch(preparation);
      const settled = watch?.(known, result.deterministic) ?? null;
      return buildReport(
        factsOf(preparation, settled ? asSettled(result) : result, {
          onlyCases,
          settled,
          vectors: null,
          earlierSide: NO_SIDE_USE,
        }),
      );
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
