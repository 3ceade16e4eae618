/** Does the wording matter? Scores and everything else a run produced → the report. */

import type { Answer } from '../../answers/answer.js';
import type { Design } from '../../plan/design.js';
import { costOf } from '../../plan/callEstimate.js';
import { estimateComparing } from '../../plan/meaningCalls.js';
import type { Plan } from '../../plan/planRun.js';
import { casesFingerprint, fingerprint } from '../../prompt/fingerprint.js';
import { completedOf, costUsdOf, totalsOf, usageOf } from '../../run/accounting.js';
import { unansweredVariants } from '../../run/runNotes.js';
import { versionsOf } from '../../run/modelVersions.js';
import type { RunFacts } from '../../run/runFacts.js';
import { tokensPerCall } from '../../run/tokensPerCall.js';
import type { Scores } from '../../score/scoreAnswers.js';
import { compareShots } from '../../score/shotsComparison.js';
import type { Measured } from '../../study.js';
import { headlineShots } from '../../variants/shots/configuration.js';
import { maxExamples } from '../../variants/shots/examples.js';
import { isCounted } from '../../variants/variant.js';
import { adviceOf } from './advice.js';
import type { Expenses } from './expenses.js';
import { answerFindings, type WrongAnswer } from './answerFindings.js';
import { evidenceOf, type Evidence } from './evidence.js';
import { checkGates } from './gates.js';
import { headlineConfidence } from './headlineConfidence.js';
import { listedChecks, reasonsNotRun } from './listedChecks.js';
import { notesOf } from './notes.js';
import { caseRows, outcomeRows, variantRows } from './outcomeRows.js';
import { REPORT_VERSION, type Report, type ReportEnvelope } from './schema.js';
import { verdictOf, type Verdict } from './verdict.js';

export function measureSensitivity(measured: Measured<Design, Scores>): Report {
  const { run, answers, input, scores, design } = measured;
  const { plan, result, settings } = run;
  const confidence = headlineConfidence(input, scores.metrics);
  const fewShot = compareShots(input, plan, {
    tokensPerCall: tokensPerCall(run),
    metrics: scores.metrics,
  });
  const evidence = evidenceOf(plan, input, {
    ...{ scores, gold: answers.gold },
    ...{ outcomes: result.outcomes, notes: run.endpoint.notes, fewShot },
  });
  const verdict = verdictOf(evidence);
  const checks = listedChecks(plan.prompt.checks, plan.cases, reasonsNotRun(result.outcomes));
  const versions = versionsOf(result.outcomes);
  return {
    ...runHeader(run),
    servedBy: versions,
    totals: totalsOf(run),
    usage: usageOf(run),
    costUsd: costUsdOf(run),
    ...ending(run),
    deterministic: result.deterministic,
    verdict: verdictParts(measured, evidence, verdict),
    comparedBy: evidence.comparedBy,
    judged: evidence.judged,
    confidence: { tier: confidence.tier, envelope: confidence.envelope as ReportEnvelope },
    metrics: scores.metrics as Report['metrics'],
    fewShot,
    gates: checkGates(settings.gates, scores.metrics, confidence.envelope),
    checks,
    variants: variantRows(plan.variants, scores),
    cases: caseRows(plan, scores),
    outcomes: outcomeRows(result.outcomes, answers.all, confidence),
    notes: notesOf(run, {
      ...{ wordings: design.wordings, evidence, verdict, checks, versions },
      answers: answers.all,
    }),
    settings: plan.prompt.settings,
  };
}

function runHeader({ plan, settings, endpoint, startedAt, only }: RunFacts) {
  const { prompt } = plan;
  return {
    version: REPORT_VERSION,
    startedAt: startedAt.toISOString(),
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
        endpoint: endpoint.id,
        recorded: endpoint.recorded !== null,
        recordedAt: endpoint.recorded?.at ?? null,
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
      ...(plan.cells === null ? {} : { cells: plan.cells }),
      trials: plan.trials.length,
      seed: plan.seed,
      namedModels: [...settings.namedModels],
      ...(only ? { only } : {}),
    },
  } satisfies Partial<Report>;
}

function ending({ wallMs, result, stoppedEarly }: RunFacts) {
  const { stopped, outcomes } = result;
  const saved = outcomes.filter(
    (each) => each.status === 'skipped' && each.reason === 'stopped-early',
  );
  return {
    wallMs,
    stopped: stopped?.kind ?? null,
    stoppedBecause: stopped && 'message' in stopped ? stopped.message : null,
    stoppedEarly: stoppedEarly && {
      by: stoppedEarly.by,
      cases: stoppedEarly.cases.length,
      callsSaved: saved.length,
    },
  } satisfies Partial<Report>;
}

function verdictParts(
  { run, answers, input }: Measured<Design, Scores>,
  evidence: Evidence,
  verdict: Verdict,
): Report['verdict'] {
  const wrong = answers.shape.kind === 'label' ? wrongAnswers(run.plan, input.answers) : [];
  return {
    code: verdict.code,
    params: { ...verdict.params },
    cause: verdict.cause && { ...verdict.cause, names: [...verdict.cause.names] },
    findings: answerFindings(evidence, wrong, verdict),
    advice: adviceOf(evidence, verdict, expensesOf(run)),
  };
}

/** Wrong answers under the variants that count, as label and label. */
function wrongAnswers(plan: Plan, answers: readonly Answer[]): WrongAnswer[] {
  const counts = new Set(plan.variants.filter(isCounted).map(({ id }) => id));
  const headline = headlineShots(plan.shots);
  const expected = new Map(plan.cases.map((each) => [each.id, each.expected]));
  const scored = answers.filter(
    ({ variant, shots, score }) => score !== null && shots === headline && counts.has(variant),
  );
  const cells = Map.groupBy(scored, (each) => JSON.stringify([each.variant, each.case]));
  return [...cells.values()].flatMap((cell) => {
    const { variant, case: caseId, score, answer } = cell.reduce(earlier);
    const wanted = expected.get(caseId) ?? null;
    return score === 0 && wanted !== null ? [{ variant, expected: wanted, answer }] : [];
  });
}

const earlier = (a: Answer, b: Answer): Answer => (b.repeat < a.repeat ? b : a);

function expensesOf(run: RunFacts): Expenses {
  const { plan, result, endpoint } = run;
  const completed = completedOf(result.outcomes);
  // What a call costs, whether this run paid for it or had it in the cache.
  const costs = completed.flatMap(({ usage }) => (usage ? [costOf(usage, endpoint.price)] : []));
  const known = costs.filter((cost) => cost !== null);
  return {
    variants: plan.variants.length,
    repeats: result.deterministic
      ? 1
      : plan.trials.length / (plan.variants.length * plan.shots.length * plan.cases.length),
    costPerCall: known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length,
    calls: completed.length,
    comparisons: estimateComparing(plan.trials).calls,
    unanswered: unansweredVariants(result.outcomes),
    tokensPerCall: tokensPerCall(run),
    maxExamples: maxExamples({ ...plan.prompt, cases: plan.cases }),
  };
}
