/** What a plan takes at most, before anything is sent. */

import type { Price } from '../ports/model.js';
import { parametersFrom } from '../prompt/parameters.js';
import { paraphraseCalls } from '../variants/classes/paraphrase.js';
import type { VariantSet } from '../variants/makeVariants.js';
import {
  bothCosts,
  bothTokens,
  CHARACTERS_PER_TOKEN,
  costOf,
  estimateTokens,
  NO_TOKENS,
  totalTokens,
  type TokenEstimate,
} from './callEstimate.js';
import { choosesByLikeness, estimateEmbedding } from './exampleVectors.js';
import { estimateGrading } from './graderCalls.js';
import { estimateComparing } from './meaningCalls.js';
import type { Plan } from './planRun.js';

export interface PlanEstimate extends TokenEstimate {
  /** Trials, grading calls, those that embed the cases of examples, those that compare meanings, and those that write and check paraphrases. */
  readonly calls: number;
  /** Of the judge: grading and comparing. */
  readonly judgeCalls: number;
  /** To write missing paraphrases and check their meaning. */
  readonly paraphraseCalls: number;
  /** To embed the cases that examples are chosen by. */
  readonly exampleCalls: number;
  /** US dollars at most; null where the price is unknown. */
  readonly costUsd: number | null;
}

/** What a run still takes at most. */
export interface UncachedEstimate {
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; null where the price is unknown. */
  readonly costUsd: number | null;
}

/** Without so many calls that the cache answers, each taken to be as large as the others. */
export function withoutCached(estimate: PlanEstimate, cachedCalls: number): UncachedEstimate {
  const calls = estimate.calls - cachedCalls;
  const all = Math.max(1, estimate.calls);
  return {
    calls,
    tokens: Math.round((totalTokens(estimate) * calls) / all),
    costUsd: estimate.costUsd === null ? null : (estimate.costUsd * calls) / all,
  };
}

const NO_CALLS = { ...NO_TOKENS, calls: 0 };

/** With the parameters it is configured with. */
interface PricedModel {
  readonly price: Price | null;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface EstimateOptions {
  /** US dollars per million tokens of the tested model; null: unknown. */
  readonly price: Price | null;
  /** The model that judges and writes paraphrases. */
  readonly judge: PricedModel;
  /** Paraphrases still to be written, which add variants to the plan. */
  readonly awaited: VariantSet['awaited'];
  /** Whether paraphrases and cases are compared by embeddings. */
  readonly embeds: boolean;
}

/** An upper bound: a deterministic server, the cache, and paraphrases that pass at once reduce it. */
export function estimatePlan(plan: Plan, options: EstimateOptions): PlanEstimate {
  const { price, judge, awaited } = options;
  const limits = { replyLimit: replyLimitOf(judge) };
  const grading = estimateGrading(plan.prompt, plan.trials, { seed: plan.seed, ...limits });
  const comparing = plan.comparesMeaning ? estimateComparing(plan.trials, limits) : NO_CALLS;
  const trials = plan.trials.reduce<TokenEstimate>(
    (sum, trial) => bothTokens(sum, estimateTokens(plan.requestOf(trial))),
    NO_TOKENS,
  );
  // Every variant has as many trials as the others.
  const growth = 1 + awaited.variants / Math.max(1, plan.variants.length);
  const asking = times(growth, { ...trials, calls: plan.trials.length });
  const judging = times(growth, {
    ...bothTokens(grading, comparing),
    calls: grading.calls + comparing.calls,
  });
  const writing = estimateParaphrasing(plan.prompt, options);
  const choosing =
    options.embeds && choosesByLikeness(plan.shots)
      ? estimateEmbedding(plan.prompt, plan.cases)
      : NO_CALLS;
  const beside = bothTokens(bothTokens(judging, writing), choosing);
  return {
    ...bothTokens(asking, beside),
    calls: asking.calls + judging.calls + writing.calls + choosing.calls,
    judgeCalls: judging.calls,
    paraphraseCalls: writing.calls,
    exampleCalls: choosing.calls,
    costUsd: bothCosts(
      costOf(asking, price),
      judging.calls + writing.calls === 0 ? 0 : costOf(beside, judge.price),
    ),
  };
}

/** A model that is configured to write more than is asked for, because it reasons first, may take all of it; 0: it is not. */
export function replyLimitOf({ parameters = {} }: PricedModel): number {
  const { maxTokens, maxCompletionTokens } = parametersFrom(parameters);
  return Math.max(maxTokens ?? 0, maxCompletionTokens ?? 0);
}

/** Two parts of a run together. */
export const bothEstimates = (a: PlanEstimate, b: PlanEstimate): PlanEstimate => ({
  ...bothTokens(a, b),
  calls: a.calls + b.calls,
  judgeCalls: a.judgeCalls + b.judgeCalls,
  paraphraseCalls: a.paraphraseCalls + b.paraphraseCalls,
  exampleCalls: a.exampleCalls + b.exampleCalls,
  costUsd: bothCosts(a.costUsd, b.costUsd),
});

type CallEstimate = TokenEstimate & { readonly calls: number };

const times = (factor: number, { calls, promptTokens, completionTokens }: CallEstimate) => ({
  calls: Math.ceil(factor * calls),
  promptTokens: Math.ceil(factor * promptTokens),
  completionTokens: Math.ceil(factor * completionTokens),
});

/** Tokens of an instruction to reword or to compare, with its example. */
const INSTRUCTION_TOKENS = 250;

/** Each call has the prompt in it, and in those that compare a second time in other words. */
function estimateParaphrasing(
  { messages }: Plan['prompt'],
  { awaited: { paraphrases }, embeds, judge }: EstimateOptions,
): CallEstimate {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  const tokens = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const calls = paraphraseCalls(paraphrases, { embeds });
  return {
    calls,
    promptTokens: calls * (INSTRUCTION_TOKENS + 2 * tokens),
    completionTokens: calls * Math.max(tokens, replyLimitOf(judge)),
  };
}
