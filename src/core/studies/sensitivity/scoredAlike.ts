/** Answers that a check cannot tell apart: an equal score is not an equal answer. */

import type { Answer } from '../../answers/answer.js';
import { answerClass } from '../../score/distance.js';

/**
 * Cases whose answers all have one score although no answer is given under every wording. `answers`: of the wordings and
 * examples that count.
 */
export function scoredAlike(answers: readonly Answer[]): number {
  const byCase = Map.groupBy(answers, (each) => each.case);
  return [...byCase.values()].filter((own) => {
    const isOneScore = new Set(own.map(({ score }) => score)).size === 1 && own[0]?.score !== null;
    return isOneScore && !shareAnAnswer(own);
  }).length;
}

function shareAnAnswer(answers: readonly Answer[]): boolean {
  const byVariant = Map.groupBy(answers, ({ variant }) => variant);
  const said = [...byVariant.values()].map((own) => new Set(own.map(answerClass)));
  const [first = new Set<string>(), ...others] = said;
  return [...first].some((answer) => others.every((each) => each.has(answer)));
}
