/** The answers that runs end with, read and checked as any answer is. */

import { readAnswers } from '../../answers/readAnswers.js';
import type { Usage } from '../../ports/usage.js';
import { answerShapeOf } from '../../prompt/answerShape.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { CompletedOutcome, Outcome } from '../../run/outcome.js';
import { withAnswerAlone } from './answerChecks.js';
import { isWhole, type Trajectory } from './trajectory.js';

/** `last`: the outcome of a run's last step. */
type EndedRun = Trajectory & { readonly last: Outcome };

export function scoredRuns(
  whole: Prompt,
  runs: readonly EndedRun[],
  costOf: (usage: Usage) => number | null,
): Trajectory[] {
  const prompt = { ...whole, tools: [], cases: whole.cases.map(withAnswerAlone) };
  const ended = runs.flatMap((run) =>
    isWhole(run) && run.last.status === 'completed'
      ? [{ run, outcome: answerOf(run, run.last) }]
      : [],
  );
  const outcomes = ended.map(({ outcome }) => outcome);
  const answers = readAnswers(outcomes, prompt, { shape: answerShapeOf(prompt), costOf });
  const scores = new Map(ended.map(({ run }, at) => [run, answers[at]?.score ?? null]));
  return runs.map((run): Trajectory => ({ ...run, score: scores.get(run) ?? null }));
}

/** A run that ends without an answer has an empty one: wrong, where anything says what is right. */
const answerOf = (run: EndedRun, last: CompletedOutcome): CompletedOutcome =>
  run.end === 'answered'
    ? { ...last, case: run.case, text: run.text }
    : { ...last, case: run.case, text: '', finishReason: 'stop' };
