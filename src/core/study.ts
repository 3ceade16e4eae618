/**
 * Read me first. A study asks one question of a prompt: does the wording matter, which words matter, does the server matter.
 * All run through the same stages; this file shows them in their order, each one a folder beside it.
 *
 *   prompt → variants → plan → run → answers → score → the study's own measure → report
 */

import type * as z from 'zod';
import { answersOfRun, type AnswersOfRun, type KnownAnswers } from './answers/answersOfRun.js';
import { answerSteps, embedAnswersOf } from './answers/answerSteps.js';
import { memoise } from './text/memoise.js';
import type { Design } from './plan/design.js';
import type { Plan } from './plan/planRun.js';
import type { Ask } from './ports/model.js';
import type { WhiteBox } from './ports/whiteBox.js';
import type { AnswerStep } from './run/answerStep.js';
import type { Outcome } from './run/outcome.js';
import type { Prompt } from './prompt/prompt.js';
import type { RunFacts } from './run/runFacts.js';
import type { RunHost } from './run/runHost.js';
import type { RunResult } from './run/runPlan.js';
import type { RunRequest } from './run/runRequest.js';
import type { DesignTools, RunWork } from './run/runWork.js';
import { keptResult } from './run/runStore.js';
import type { StopRule } from './run/stopEarly.js';
import { runWorkflow } from './run/workflow.js';
import { scoreInputOf } from './score/runInput.js';
import { createScoreCache } from './score/scoreCache.js';
import type { ScoreInput } from './score/scoreInput.js';
import type { ResultUses } from './studies/resultUses.js';
import type { Say } from './say/say.js';
import type { StudyView } from './words/studyView.js';

/** What a study is asked about: a prompt, and its file's text. */
export interface Subject {
  readonly prompt: Prompt;
  readonly text: string;
}

/** Everything a study's `measure` may use. */
export interface Measured<D extends Design, S> {
  readonly design: D;
  readonly run: RunFacts;
  readonly answers: AnswersOfRun;
  readonly input: ScoreInput;
  readonly scores: S;
}

/**
 * One question, as data and functions: a folder of `studies/` and a row of `studies/studies.ts`. Its command, its section in
 * panel and reports and its JSON schema follow from the row.
 */
export interface Study<
  D extends Design = Design,
  S = unknown,
  R extends object = object,
> extends ResultUses<R> {
  /** Also the name of its command and of its schema file. */
  readonly id: string;
  /** Which variants are sent, how, and in what plan. Throws `UserError` where the question makes no sense. */
  design(subject: Subject, tools: DesignTools): Promise<D>;
  /**
   * The plan of a pass after the first, for a study that chooses what to ask by what it found; null: nothing more is asked.
   * Absent: every pass has the design's plan.
   */
  planOf?(design: D, earlier: readonly RunResult[]): Promise<Plan | null>;
  /** What it asks of a judge about each answer, beside what scoring needs; null: nothing. Absent: nothing ever. */
  answerStep?(design: D, ask: Ask): AnswerStep | null;
  /** What the layers of the model say of its answers; absent: they are not read. */
  inspect?(design: D, outcomes: readonly Outcome[], whiteBox: WhiteBox): Promise<unknown>;
  /** Answers → numbers. */
  score(input: ScoreInput, run: RunFacts, design: D): S;
  /** Numbers → the result: codes, parameters and numbers, no sentences. */
  measure(measured: Measured<D, S>): R;
  /** When more calls would not change the result; absent: the whole plan is run. */
  stopRule?(design: D): StopRule | null;
  /** Whether a model may write wordings for it; absent: it needs none. */
  readonly asksWriter?: boolean;
  readonly schema: z.ZodType<R>;
  /** The result in sentences, for a section of a panel or report. */
  words(result: R, say: Say): StudyView;
}

/** Runs a study from the prompt to its result. Null when the host declined before anything was sent. */
export const runStudy = <D extends Design, S, R extends object>(
  study: Study<D, S, R>,
  { subject, request, host }: { subject: Subject; request: RunRequest; host: RunHost<D, R> },
): Promise<R | null> => runWorkflow(workOf(study, subject), request, host);

/** The result of a study from what a run produced: the stages after the calls. Pure, and needs no endpoint. */
export function resultOf<D extends Design, S, R extends object>(
  study: Study<D, S, R>,
  design: D,
  run: RunFacts,
): R {
  const memo = memoOf(design);
  const answers = answersOfRun(run, memo.answers);
  const input = scoreInputOf(run, { answers: answers.counted, shape: answers.shape }, memo.scores);
  const scores = study.score(input, run, design);
  return study.measure({ design, run, answers, input, scores });
}

/** What a study puts into a run of this subject. */
export const workOf = <D extends Design, S, R extends object>(
  study: Study<D, S, R>,
  subject: Subject,
): RunWork<D, R> => ({
  design: (tools) => study.design(subject, tools),
  ...(study.planOf ? { planOf: study.planOf } : {}),
  ...(study.inspect ? { inspect: study.inspect } : {}),
  answerSteps: (design, auxiliary, earlier) =>
    [
      ...answerSteps(design, auxiliary, earlier),
      study.answerStep?.(design, auxiliary.ask) ?? null,
    ].filter((step) => step !== null),
  vectors: embedAnswersOf,
  stopRule: (design) => study.stopRule?.(design) ?? null,
  result: (design, run) => resultOf(study, design, run),
  kept: (result) => keptResult(study.id, result, study.summary),
});

/** While a run goes on its result is computed again and again; each outcome is read and each complete case scored once. */
const memoOf = memoise((_: Design) => ({
  answers: new Map() as KnownAnswers,
  scores: createScoreCache(),
}));
