/** Everything a run produced → the report. */

import type { Price, Usage } from '../ports/model.js';
import { answerShapeOf, type AnswerShape } from '../prompt/answerShape.js';
import { fingerprint } from '../prompt/fingerprint.js';
import type { Gate } from '../prompt/settings.js';
import { costOf } from '../plan/estimate.js';
import type { Plan } from '../plan/planRun.js';
import type { CompletedOutcome, Outcome } from '../run/outcome.js';
import type { RunResult } from '../run/runPlan.js';
import { observe } from '../score/observe.js';
import type { Observation, ScoreInput } from '../score/observation.js';
import { scoreObservations, type Scores } from '../score/scoreRun.js';
import { FILE_SHOTS, mostExamples } from '../variants/shots.js';
import type { Variant } from '../variants/variant.js';
import { advice, type Expenses } from './advice.js';
import { cause, found, type WrongAnswer } from './cause.js';
import { headlineConfidence, type HeadlineConfidence } from './confidence.js';
import { checkGates } from './gates.js';
import { REPORT_VERSION, type Report, type ReportEnvelope } from './report.js';
import { judge, type Evidence } from './verdict.js';

export interface RunFacts {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly price: Price | null;
  readonly endpoint: string;
  readonly recorded: { readonly at: string } | null;
  readonly gates: Readonly<Record<string, Gate>>;
  readonly startedAt: Date;
  readonly wallMs: number;
  /** Requests of calls beside the trials (paraphrases). */
  readonly sideRequests: number;
  readonly sideUsage: Pick<Usage, 'promptTokens' | 'completionTokens'>;
  readonly notes: readonly string[];
}

export function buildReport(facts: RunFacts): Report {
  const { plan, result } = facts;
  const { prompt } = plan;
  const shape = answerShapeOf(prompt);
  const observations = observe(result.outcomes, { ...prompt, cases: plan.cases }, shape);
  const input = scoreInputOf(facts, observations, shape);
  const scores = scoreObservations(input);
  const confidence = headlineConfidence(input, scores.metrics);
  const comparedBy = scores.headline === 'pss' ? 'score' : input.distance;
  const evidence: Evidence = {
    scores,
    plannedCases: plan.cases.length,
    answers: comparedBy,
    graded: observations.some(({ score }) => score !== null && score !== 0 && score !== 1),
    changes: new Map(plan.variants.map(({ id, change }) => [id, change])),
  };
  const judgement = judge(evidence);
  const usage = usageOf(facts);
  const expenses = expensesOf(facts, usage);
  const { word, kind, sentence } = judgement;
  return {
    version: REPORT_VERSION,
    startedAt: facts.startedAt.toISOString(),
    prompt: {
      path: prompt.path,
      name: prompt.name,
      description: prompt.description,
      format: prompt.format,
      fingerprint: fingerprint(prompt.messages),
      temperature: prompt.parameters.temperature,
    },
    models: [
      {
        id: plan.model,
        endpoint: facts.endpoint,
        recorded: facts.recorded !== null,
        recordedAt: facts.recorded?.at ?? null,
      },
    ],
    plan: {
      fingerprint: plan.fingerprint,
      variants: plan.variants.length,
      shots: [...plan.shots],
      cases: plan.cases.length,
      repeats: plan.repeats,
      trials: plan.trials.length,
      seed: plan.seed,
    },
    totals: totalsOf(facts),
    usage,
    costUsd: costOf(usage, facts.price),
    wallMs: facts.wallMs,
    stopped: result.stopped?.kind ?? null,
    stoppedBecause: result.stopped && 'message' in result.stopped ? result.stopped.message : null,
    deterministic: result.deterministic,
    verdict: {
      word,
      kind,
      sentence,
      found: found(evidence, judgement),
      cause: cause(evidence, judgement, { input, wrong: wrongAnswers(plan, observations, shape) }),
      advice: advice(evidence, judgement, expenses),
    },
    comparedBy,
    confidence: { tier: confidence.tier, envelope: confidence.envelope as ReportEnvelope },
    metrics: scores.metrics as Report['metrics'],
    gates: checkGates(facts.gates, scores.metrics, confidence.envelope),
    checks: prompt.checks.map((check) => ({
      name: check.name,
      run: check.kind !== 'notRun',
      reason: check.kind === 'notRun' ? check.reason : null,
    })),
    variants: variantsOf(plan.variants, scores),
    cases: casesOf(plan, scores),
    outcomes: outcomesOf(result.outcomes, observations, confidence),
    notes: [...facts.notes, ...plan.notes],
    settings: prompt.settings,
  };
}

function scoreInputOf(
  { plan, result }: RunFacts,
  observations: readonly Observation[],
  shape: AnswerShape,
): ScoreInput {
  const headline = plan.shots.includes(FILE_SHOTS) ? FILE_SHOTS : (plan.shots[0] as string);
  const counts = new Set(plan.variants.filter(counted).map(({ id }) => id));
  return {
    observations,
    variants: plan.variants.map(({ id, class: classId, stress, status }) => ({
      id,
      class: classId,
      stress,
      reviewed: status !== 'pending',
    })),
    original: plan.variants[0]?.id ?? '',
    shots: headline,
    labels: shape.kind === 'label' ? shape.labels : null,
    distance: shape.kind,
    deterministic: result.deterministic,
    failed: result.outcomes.filter(
      ({ status, shots, variant }) =>
        status === 'failed' && shots === headline && counts.has(variant),
    ).length,
    seed: plan.seed,
  };
}

const counted = ({ stress, status }: Variant) => !stress && status !== 'pending';

const completedOf = (outcomes: readonly Outcome[]) =>
  outcomes.filter((outcome): outcome is CompletedOutcome => outcome.status === 'completed');

/** Everything is counted from the rows, so that totals and rows cannot disagree, also after a run went on. */
function totalsOf({ plan, result, sideRequests }: RunFacts): Report['totals'] {
  const tried = result.outcomes.filter((outcome) => outcome.status !== 'skipped');
  const completed = completedOf(result.outcomes);
  return {
    planned: plan.trials.length,
    completed: completed.length,
    failed: tried.length - completed.length,
    skipped: result.outcomes.length - tried.length,
    cached: completed.filter(({ cached }) => cached).length,
    requests: tried.reduce((sum, { requests }) => sum + requests, sideRequests),
    retries: tried.reduce((sum, { requests }) => sum + Math.max(0, requests - 1), 0),
  };
}

/** What was paid for: cached answers cost nothing again. */
function usageOf({ result, sideUsage }: RunFacts): Report['usage'] {
  return completedOf(result.outcomes)
    .filter(({ cached }) => !cached)
    .reduce(
      (sum, { usage }) => ({
        promptTokens: sum.promptTokens + (usage?.promptTokens ?? 0),
        completionTokens: sum.completionTokens + (usage?.completionTokens ?? 0),
      }),
      { promptTokens: sideUsage.promptTokens, completionTokens: sideUsage.completionTokens },
    );
}

function expensesOf({ plan, result, price }: RunFacts, usage: Report['usage']): Expenses {
  const completed = completedOf(result.outcomes);
  const paid = completed.filter(({ cached }) => !cached).length;
  const cost = costOf(usage, price);
  return {
    variants: plan.variants.length,
    repeats: result.deterministic ? 1 : plan.repeats,
    costPerCall: cost === null ? null : paid === 0 ? 0 : cost / paid,
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

/** Wrong answers under the variants that count, as label and label. */
function wrongAnswers(
  plan: Plan,
  observations: readonly Observation[],
  shape: AnswerShape,
): WrongAnswer[] {
  if (shape.kind !== 'label') return [];
  const counts = new Set(plan.variants.filter(counted).map(({ id }) => id));
  const expected = new Map(plan.cases.map((each) => [each.id, each.expected]));
  return observations.flatMap(({ variant, shots, case: caseId, score, answer }) => {
    const wanted = expected.get(caseId) ?? null;
    const wrong = score === 0 && shots === FILE_SHOTS && counts.has(variant) && wanted !== null;
    return wrong ? [{ expected: wanted, answer }] : [];
  });
}

function variantsOf(variants: readonly Variant[], scores: Scores): Report['variants'] {
  const scoreById = new Map(scores.variants.map((each) => [each.id, each]));
  return variants.map(({ id, class: classId, stress, status, change, messages }) => {
    const own = scoreById.get(id);
    return {
      id,
      class: classId,
      stress,
      status,
      change,
      messages: messages.map(({ role, content }) => ({ role, content })),
      accuracy: own?.accuracy ?? null,
      sameAsOriginal: own?.sameAsOriginal ?? null,
      effectWithout: own?.effectWithout ?? null,
      againstOriginal: own?.againstOriginal ?? null,
    };
  });
}

function casesOf(plan: Plan, scores: Scores): Report['cases'] {
  const scoreById = new Map(scores.cases.map((each) => [each.id, each]));
  return plan.cases.map(({ id, inputs, expected }) => {
    const own = scoreById.get(id);
    return {
      id,
      inputs: { ...inputs },
      expected,
      accuracy: own?.accuracy ?? null,
      cross: own?.cross ?? null,
      within: own?.within ?? null,
      excess: own?.excess ?? null,
    };
  });
}

function outcomesOf(
  outcomes: readonly Outcome[],
  observations: readonly Observation[],
  confidence: HeadlineConfidence,
): Report['outcomes'] {
  const addressOf = ({ variant, shots, case: caseId, repeat }: Outcome | Observation) =>
    JSON.stringify([variant, shots, caseId, repeat]);
  const observed = new Map(observations.map((each) => [addressOf(each), each]));
  return outcomes.map((outcome) => {
    const { variant, shots, case: caseId, repeat, status } = outcome;
    const seen = observed.get(addressOf(outcome));
    const completed = status === 'completed' ? outcome : null;
    return {
      variant,
      shots,
      case: caseId,
      repeat,
      status,
      text: completed?.text ?? null,
      answer: seen?.answer ?? null,
      score: seen?.score ?? null,
      confidence: seen ? confidence.of(seen) : null,
      finishReason: completed?.finishReason ?? null,
      latencyMs: completed?.latencyMs ?? null,
      ttftMs: completed?.ttftMs ?? null,
      error: status === 'failed' ? outcome.error : status === 'skipped' ? outcome.reason : null,
      cached: completed?.cached ?? false,
      requests: status === 'skipped' ? 0 : outcome.requests,
      tokens:
        completed?.tokens?.map(({ text, logprob }) => [text, rounded(Math.exp(logprob))]) ?? null,
    };
  });
}

const rounded = (probability: number) => Math.round(probability * 1e4) / 1e4;
