import type { Check } from '../../src/core/prompt/checks/check.js';
import type { Case } from '../../src/core/prompt/prompt.js';
import { scoreChecks } from '../../src/core/answers/checkAnswer.js';
import type { CheckedAnswer } from '../../src/core/answers/runCheck.js';

/** An answer of which nothing but its text is known. */
export const answerOf = (text: string, part: Partial<CheckedAnswer> = {}): CheckedAnswer => ({
  text,
  latencyMs: null,
  costUsd: null,
  finishReason: null,
  logprobs: null,
  ...part,
});

export const scoreText = (text: string, tested: Case, checks: readonly Check[]) =>
  scoreChecks(answerOf(text), tested, { checks, tools: [] }).score;
