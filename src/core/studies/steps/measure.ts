import { readAnswers } from '../../answers/readAnswers.js';
import { costOf } from '../../plan/callEstimate.js';
import { answerShapeOf } from '../../prompt/answerShape.js';
import { prescribedRefusals } from '../../prompt/prescribedRefusal.js';
import { versionsOf } from '../../run/modelVersions.js';
import type { CompletedOutcome } from '../../run/outcome.js';
import type { RunFacts } from '../../run/runFacts.js';
import { versionNotes } from '../../run/runNotes.js';
import type { Measured } from '../../study.js';
import { isCounted } from '../../variants/variant.js';
import { studyResult } from '../studyResult.js';
import { withAnswerAlone } from './answerChecks.js';
import type { StepsDesign } from './design.js';
import { findingsOf } from './findings.js';
import { followed, type Followed } from './follow.js';
import type { StepsResult } from './schema.js';
import { isWhole, type Trajectory } from './trajectory.js';

export function measureSteps({ design, run }: Measured<StepsDesign, null>): StepsResult {
  const { plan, faulty, mocked, maxSteps } = design;
  const runs = scored(design, followed(design, run.passes), run);
  return studyResult('steps', run, {
    findings: findingsOf(runs, {
      cases: plan.prompt.cases.filter(({ id }) => !faulty.has(id)),
      tools: mocked.tools,
      variants: plan.variants.filter(isCounted).map(({ id }) => id),
      ...{ maxSteps, seed: plan.seed },
      deterministic: run.result.deterministic,
      refusals: prescribedRefusals(plan.prompt),
    }),
    notes: versionNotes(versionsOf(run.passes.flatMap(({ outcomes }) => outcomes))),
  });
}

/** The answers that runs end with, read and checked as any answer is. */
function scored(
  { plan }: StepsDesign,
  runs: readonly Followed[],
  { endpoint }: Pick<RunFacts, 'endpoint'>,
): Trajectory[] {
  const cases = plan.prompt.cases.map(withAnswerAlone);
  const prompt = { ...plan.prompt, tools: [], cases };
  const ended = runs.flatMap((each) =>
    isWhole(each) && each.last.status === 'completed'
      ? [{ run: each, outcome: answerOf(each, each.last) }]
      : [],
  );
  const answers = readAnswers(
    ended.map(({ outcome }) => outcome),
    prompt,
    { shape: answerShapeOf(prompt), costOf: (usage) => costOf(usage, endpoint.price) },
  );
  const scores = new Map(ended.map(({ run }, at) => [run, answers[at]?.score ?? null]));
  return runs.map((each): Trajectory => ({ ...each, score: scores.get(each) ?? null }));
}

/** A run that ends without an answer has an empty one: wrong, where anything says what is right. */
const answerOf = (run: Followed, last: CompletedOutcome): CompletedOutcome =>
  run.end === 'answered'
    ? { ...last, case: run.case, text: run.text }
    : { ...last, case: run.case, text: '', finishReason: 'stop' };
