/** Everything a run produced → the report. */

import type { AnswerShape } from '../../prompt/answerShape.js';
import { casesFingerprint, fingerprint } from '../../prompt/fingerprint.js';
import type { Plan } from '../../plan/planRun.js';
import type { Token } from '../../ports/model.js';
import type { Outcome } from '../../run/outcome.js';
import type { Answer } from '../../answers/answer.js';
import { scoreAnswers, type Scores } from '../../score/scoreAnswers.js';
import { headlineShots } from '../../variants/shots/configuration.js';
import { isCounted, type Variant } from '../../variants/variant.js';
import {
  expensesOf,
  failureNotes,
  moneyOf,
  settledOf,
  totalsOf,
  usageNotes,
  usageOf,
  type RunFacts,
} from '../../run/accounting.js';
import { advice } from './advice.js';
import { cause, found, type WrongAnswer } from './cause.js';
import { listedChecks, notRunNotes, reasonsNotRun } from './listedChecks.js';
import { headlineConfidence, type HeadlineConfidence } from './headlineConfidence.js';
import { evidenceOf } from './evidence.js';
import { fewShotOf } from '../fewShot/measure.js';
import { checkGates } from './gates.js';
import { REPORT_VERSION, type Report, type ReportEnvelope, type ReportOutcome } from './schema.js';
import { observationsOf, scoreInputOf } from '../../score/runInput.js';
import { judge, type Evidence } from './verdict.js';
import { inOneVersion, versionNotes, versionsOf } from '../../run/modelVersions.js';

export function buildReport(facts: RunFacts): Report {
  const { plan, result } = facts;
  const { prompt } = plan;
  const { shape, observations } = observationsOf(facts);
  const versions = versionsOf(result.outcomes);
  const scored = inOneVersion(observations, result.outcomes).filter(
    (each) => facts.onlyCases?.has(each.case) ?? true,
  );
  const input = scoreInputOf(facts, scored, shape);
  const scores = scoreAnswers(input);
  const confidence = headlineConfidence(input, scores.metrics);
  // While a run goes on, the first answers tell what it will be compared by, before any case is complete.
  const gold = observations.some(({ score }) => score !== null);
  const evidence = evidenceOf(plan, input, { scores, gold, outcomes: result.outcomes });
  const judgement = judge(evidence);
  const usage = usageOf(facts);
  const expenses = expensesOf(facts);
  const { word, kind, sentence } = judgement;
  const checks = listedChecks(prompt.checks, plan.cases, reasonsNotRun(result.outcomes));
  return {
    version: REPORT_VERSION,
    startedAt: facts.startedAt.toISOString(),
    prompt: {
      path: prompt.path,
      name: prompt.name,
      description: prompt.description,
      format: prompt.format,
      fingerprint: fingerprint(prompt.messages),
      casesFingerprint: casesFingerprint(prompt),
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
      ...(plan.cases.length < plan.allCases.length ? { allCases: plan.allCases.length } : {}),
      repeats: plan.repeats,
      repeated: plan.repeated,
      trials: plan.trials.length,
      seed: plan.seed,
    },
    servedBy: versions,
    totals: totalsOf(facts),
    usage,
    costUsd: moneyOf(facts),
    wallMs: facts.wallMs,
    stopped: result.stopped?.kind ?? null,
    stoppedBecause: result.stopped && 'message' in result.stopped ? result.stopped.message : null,
    settled: settledOf(facts),
    deterministic: result.deterministic,
    verdict: {
      word,
      kind,
      sentence,
      found: found(evidence, judgement),
      cause: cause(evidence, judgement, { input, wrong: wrongAnswers(plan, scored, shape) }),
      advice: advice(evidence, judgement, expenses),
    },
    comparedBy: evidence.answers,
    judged: evidence.judged,
    confidence: { tier: confidence.tier, envelope: confidence.envelope as ReportEnvelope },
    metrics: scores.metrics as Report['metrics'],
    fewShot: fewShotOf(input, plan, { ...expenses, metrics: scores.metrics }),
    gates: checkGates(facts.gates, scores.metrics, confidence.envelope),
    checks,
    variants: variantsOf(plan.variants, scores),
    cases: casesOf(plan, scores),
    outcomes: outcomesOf(result.outcomes, observations, confidence),
    notes: [
      ...facts.notes,
      ...notRunNotes(checks, plan.cases.length),
      ...plan.notes,
      ...judgeNotes(evidence, plan),
      ...failureNotes(result.outcomes),
      ...usageNotes(result.outcomes),
      ...versionNotes(versions),
    ],
    settings: prompt.settings,
  };
}

/** A judged score is worth what its judge is. */
function judgeNotes({ judged, scores }: Evidence, { model, judge: by }: Plan): string[] {
  if (!judged) return [];
  const jss = scores.metrics['judge.jss']?.value ?? null;
  const alike =
    jss === null
      ? 'None was judged again, so nothing is known of the judge.'
      : `Asked in other words, the judge decided alike in ${Math.round(jss * 100)} of 100.`;
  return [`${by} judged ${by === model ? 'its own' : 'the'} answers. ${alike}`];
}

/** Wrong answers under the variants that count, as label and label. */
function wrongAnswers(
  plan: Plan,
  observations: readonly Answer[],
  shape: AnswerShape,
): WrongAnswer[] {
  if (shape.kind !== 'label') return [];
  const counts = new Set(plan.variants.filter(isCounted).map(({ id }) => id));
  const headline = headlineShots(plan.shots);
  const expected = new Map(plan.cases.map((each) => [each.id, each.expected]));
  return observations.flatMap(({ variant, shots, case: caseId, score, answer }) => {
    const wanted = expected.get(caseId) ?? null;
    const wrong = score === 0 && shots === headline && counts.has(variant) && wanted !== null;
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
  const places = new Map(plan.prompt.cases.map(({ id }, index) => [id, index + 1]));
  return plan.cases.map(({ id, inputs, expected }) => {
    const own = scoreById.get(id);
    return {
      id,
      number: places.get(id) ?? 1,
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
  observations: readonly Answer[],
  confidence: HeadlineConfidence,
): Report['outcomes'] {
  const addressOf = ({ variant, shots, case: caseId, repeat }: Outcome | Answer) =>
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
      tokens: completed?.tokens?.map(tokenOf) ?? null,
    };
  });
}

/** Below this probability the runner-up is worth a word. */
const UNSURE = 0.9;

function tokenOf({ text, logprob, top }: Token): NonNullable<ReportOutcome['tokens']>[number] {
  const probability = Math.exp(logprob);
  const next = probability < UNSURE ? top.find((each) => each.text !== text) : undefined;
  return next
    ? [text, rounded(probability), next.text, rounded(Math.exp(next.logprob))]
    : [text, rounded(probability)];
}

const rounded = (probability: number) => Math.round(probability * 1e4) / 1e4;
