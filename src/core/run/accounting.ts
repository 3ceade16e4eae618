/** What a run took: calls, tokens, money, and what failed. Everything is counted from the outcomes. */

import type { Price } from '../ports/model.js';
import { bothCosts, bothTokens, costOf, NO_TOKENS } from '../plan/estimate.js';
import type { Plan } from '../plan/planRun.js';
import type { Gate } from '../prompt/settings/settings.js';
import type { CompletedOutcome, Outcome } from './outcome.js';
import type { RunResult } from './runPlan.js';
import type { AuxiliaryUse } from './auxiliaryUse.js';
import { mostExamples } from '../variants/shots/examples.js';
import type { Expenses } from '../studies/sensitivity/advice.js';
import type { Report } from '../studies/sensitivity/schema.js';
import type { RunMemory } from '../studies/sensitivity/runCache.js';
import type { Settled } from '../studies/sensitivity/stopRule.js';

export interface RunFacts {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly price: Price | null;
  readonly endpoint: string;
  readonly recorded: { readonly at: string } | null;
  readonly gates: Readonly<Record<string, Gate>>;
  readonly startedAt: Date;
  readonly wallMs: number;
  /** What calls beside the trials took. */
  readonly sideUse: AuxiliaryUse;
  /** Of the model they go to. */
  readonly sidePrice: Price | null;
  /** Embeddings of the answers by their text; null where the endpoint offers none. */
  readonly vectors: ReadonlyMap<string, readonly number[]> | null;
  readonly notes: readonly string[];
  /** The cases that are scored; null scores all. While a run goes on these are the complete ones. */
  readonly onlyCases: ReadonlySet<string> | null;
  /** Where several reports are made of this run. */
  readonly memory?: RunMemory | undefined;
  /** Where the verdict was settled before the end of the plan. */
  readonly settled: Settled | null;
}

const completedOf = (outcomes: readonly Outcome[]) =>
  outcomes.filter((outcome): outcome is CompletedOutcome => outcome.status === 'completed');

/** Everything is counted from the rows, so that totals and rows cannot disagree, also after a run went on. */
export function totalsOf({ plan, result, sideUse }: RunFacts): Report['totals'] {
  const tried = result.outcomes.filter((outcome) => outcome.status !== 'skipped');
  const completed = completedOf(result.outcomes);
  return {
    planned: plan.trials.length,
    completed: completed.length,
    failed: tried.length - completed.length,
    skipped: result.outcomes.length - tried.length,
    cached: completed.filter(({ cached }) => cached).length,
    requests: tried.reduce((sum, { requests }) => sum + requests, sideUse.requests),
    retries: tried.reduce((sum, { requests }) => sum + Math.max(0, requests - 1), 0),
  };
}

export function settledOf({ result, settled }: RunFacts): Report['settled'] {
  if (settled === null) return null;
  const saved = result.outcomes.filter(
    (each) => each.status === 'skipped' && each.reason === 'settled',
  );
  return { by: settled.by, cases: settled.cases.length, callsSaved: saved.length };
}

/** What was paid for: cached answers cost nothing again. */
const trialUsage = ({ result }: Pick<RunFacts, 'result'>): Report['usage'] =>
  completedOf(result.outcomes)
    .filter(({ cached }) => !cached)
    .reduce((sum, { usage }) => bothTokens(sum, usage ?? NO_TOKENS), NO_TOKENS);

export const usageOf = (facts: RunFacts): Report['usage'] =>
  bothTokens(trialUsage(facts), facts.sideUse);

/** US dollars; null where a price is unknown. */
export function moneyOf(facts: RunFacts): number | null {
  const { sideUse, sidePrice, price } = facts;
  const nothing = sideUse.promptTokens + sideUse.completionTokens === 0;
  return bothCosts(costOf(trialUsage(facts), price), nothing ? 0 : costOf(sideUse, sidePrice));
}

export function expensesOf(facts: RunFacts): Expenses {
  const { plan, result, price } = facts;
  const completed = completedOf(result.outcomes);
  // What a call costs, whether this run paid for it or had it kept.
  const costs = completed.flatMap(({ usage }) => (usage ? [costOf(usage, price)] : []));
  const known = costs.filter((cost) => cost !== null);
  return {
    variants: plan.variants.length,
    repeats: result.deterministic
      ? 1
      : plan.trials.length / (plan.variants.length * plan.shots.length * plan.cases.length),
    costPerCall: known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length,
    calls: completed.length,
    tokensPerCall: Object.fromEntries(
      plan.shots.map((shots) => [
        shots,
        meanTokens(completed.filter((each) => each.shots === shots)),
      ]),
    ),
    mostExamples: mostExamples({ ...plan.prompt, cases: plan.cases }),
  };
}

function meanTokens(completed: readonly CompletedOutcome[]): number | null {
  const usages = completed.flatMap(({ usage }) =>
    usage ? [usage.promptTokens + usage.completionTokens] : [],
  );
  return usages.length === 0 ? null : usages.reduce((sum, each) => sum + each, 0) / usages.length;
}

export function usageNotes(outcomes: readonly Outcome[]): string[] {
  const estimated = completedOf(outcomes).some(({ usage }) => usage?.estimated);
  return estimated
    ? [
        'The endpoint does not say what it used: tokens and cost are estimated at four characters a token.',
      ]
    : [];
}

/** Above this share of failed calls, what is left may no longer speak for the whole. */
const MOST_FAILED = 0.05;

export function failureNotes(outcomes: readonly Outcome[]): string[] {
  const tried = outcomes.filter(({ status }) => status !== 'skipped').length;
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  if (failed <= tried * MOST_FAILED) return [];
  return [
    `${failed} of ${tried} calls failed. Every number leaves them out, and may be off for it.`,
  ];
}
