/** Calls and tokens needed to grade a plan's answers, before anything is sent. */

import { gradedChecksOf } from '../prompt/checks/check.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { CHARACTERS_PER_TOKEN, type TokenEstimate } from './callEstimate.js';
import type { Trial } from './trial.js';

/** One answer in this many is graded again: once with the same grading prompt, and once with each of its variants. */
export const GRADED_AGAIN_EVERY = 10;
export const FURTHER_JUDGEMENTS = 3;

const CALLS_PER_JUDGEMENT = 1 + FURTHER_JUDGEMENTS / GRADED_AGAIN_EVERY;
/** Tokens of the grading prompt with a task and an answer of usual length, without the rubric. */
const PROMPT_TOKENS = 300;
const ANSWER_TOKENS = 100;

/** Whether any case has a check that a model grades. */
export const isGraded = (prompt: Prompt, cases: readonly Case[]): boolean =>
  cases.some((each) => gradedChecksOf(prompt, each).length > 0);

/** Estimated grading calls and their tokens for these trials, including repeated gradings. */
export function estimateGrading(
  prompt: Prompt,
  trials: readonly Trial[],
): TokenEstimate & { readonly calls: number } {
  const checks = trials.flatMap(({ caseOf, variant }) => gradedChecksOf(prompt, caseOf, variant));
  const calls = Math.ceil(checks.length * CALLS_PER_JUDGEMENT);
  const rubrics = checks.reduce((sum, { value }) => sum + value.length / CHARACTERS_PER_TOKEN, 0);
  return {
    calls,
    promptTokens: Math.ceil(calls * PROMPT_TOKENS + rubrics * CALLS_PER_JUDGEMENT),
    completionTokens: calls * ANSWER_TOKENS,
  };
}
