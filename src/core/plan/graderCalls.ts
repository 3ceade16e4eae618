/** What judging a plan's answers takes, before anything is sent. */

import { gradedChecksOf } from '../prompt/checks/check.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { CHARACTERS_PER_TOKEN, type TokenEstimate } from './estimate.js';
import type { Trial } from './trial.js';

/** One answer in so many is judged again: once in the same words, and in each of the judge's other wordings. */
export const GRADED_AGAIN_EVERY = 10;
export const FURTHER_JUDGEMENTS = 3;

const CALLS_PER_JUDGEMENT = 1 + FURTHER_JUDGEMENTS / GRADED_AGAIN_EVERY;
/** The judge's instruction with the task and an answer of usual length; the rubric comes on top. */
const PROMPT_TOKENS = 300;
const ANSWER_TOKENS = 100;

/** Whether any case has a check that a model decides. */
export const isGraded = (prompt: Prompt, cases: readonly Case[]): boolean =>
  cases.some((each) => gradedChecksOf(prompt, each).length > 0);

export function estimateGrading(
  prompt: Prompt,
  trials: readonly Trial[],
): TokenEstimate & { readonly calls: number } {
  const checks = trials.flatMap(({ caseOf }) => gradedChecksOf(prompt, caseOf));
  const calls = Math.ceil(checks.length * CALLS_PER_JUDGEMENT);
  const rubrics = checks.reduce((sum, { value }) => sum + value.length / CHARACTERS_PER_TOKEN, 0);
  return {
    calls,
    promptTokens: Math.ceil(calls * PROMPT_TOKENS + rubrics * CALLS_PER_JUDGEMENT),
    completionTokens: calls * ANSWER_TOKENS,
  };
}
