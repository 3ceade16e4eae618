/** Calls needed to tell which answers say the same, before anything is sent. */

import { CHARACTERS_PER_TOKEN, type TokenEstimate } from './callEstimate.js';
import type { Trial } from './trial.js';

/** An answer is held against one answer of at most this many groups: those with most answers. */
export const GROUPS_COMPARED = 4;
/** One question in this many is asked again with the answers in the other order. */
export const COMPARED_AGAIN_EVERY = 10;
/** Tokens of the question with a task and two answers of usual length. */
const PROMPT_TOKENS = 350;
const ANSWER_TOKENS = 60;

/** At most: where answers are equal to the letter nothing is asked, and most belong to the first group. `replyLimit` as for grading. */
export function estimateComparing(
  trials: readonly Trial[],
  { replyLimit }: { replyLimit: number } = { replyLimit: 0 },
): TokenEstimate & { readonly calls: number } {
  const sizes = [...Map.groupBy(trials, (trial) => trial.case).values()];
  const questions = sizes.reduce((total, { length }) => total + questionsAmong(length), 0);
  const calls = Math.ceil(questions * (1 + 1 / COMPARED_AGAIN_EVERY));
  const inputs = trials[0] ? Object.values(trials[0].caseOf.inputs).join('').length : 0;
  return {
    calls,
    promptTokens: Math.ceil(calls * (PROMPT_TOKENS + inputs / CHARACTERS_PER_TOKEN)),
    completionTokens: calls * Math.max(ANSWER_TOKENS, replyLimit),
  };
}

/** The first answer is held against none, the next against one, and so on. */
const questionsAmong = (answers: number): number =>
  Array.from({ length: answers }, (_, before) => Math.min(before, GROUPS_COMPARED)).reduce(
    (a, b) => a + b,
    0,
  );
