/** Calls and tokens needed to grade a plan's answers, before anything is sent. */

import { gradedChecksOf } from '../prompt/checks/check.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { hashInt } from '../text/hash.js';
import { CHARACTERS_PER_TOKEN, type TokenEstimate } from './callEstimate.js';
import type { Trial } from './trial.js';

/** One answer in this many is graded again: once with the same grading prompt, and once with each of its variants. */
export const GRADED_AGAIN_EVERY = 10;
const FURTHER_JUDGEMENTS = 3;

/** Tokens of the grading prompt with a task and an answer of usual length, without the rubric. */
const PROMPT_TOKENS = 300;
const ANSWER_TOKENS = 100;

/** Drawn by the key of a trial. */
export const isGradedAgain = (key: string, seed: number): boolean =>
  hashInt(`judge\u0000${seed}\u0000${key}`) % GRADED_AGAIN_EVERY === 0;

/** Whether any case has a check that a model grades. */
export const isGraded = (prompt: Prompt, cases: readonly Case[]): boolean =>
  cases.some((each) => gradedChecksOf(prompt, each).length > 0);

/**
 * Grading calls for these trials, including repeated gradings, and their estimated tokens. `seed`: of the plan. `replyLimit`: of
 * the judge's own configuration, in tokens; 0: none.
 */
export function estimateGrading(
  prompt: Prompt,
  trials: readonly Trial[],
  { seed, replyLimit }: { seed: number; replyLimit: number },
): TokenEstimate & { readonly calls: number } {
  let [calls, characters] = [0, 0];
  for (const { caseOf, variant, key } of trials) {
    const times = isGradedAgain(key, seed) ? 1 + FURTHER_JUDGEMENTS : 1;
    for (const { value } of gradedChecksOf(prompt, caseOf, variant)) {
      calls += times;
      characters += times * value.length;
    }
  }
  return {
    calls,
    promptTokens: Math.ceil(calls * PROMPT_TOKENS + characters / CHARACTERS_PER_TOKEN),
    completionTokens: calls * Math.max(ANSWER_TOKENS, replyLimit),
  };
}
