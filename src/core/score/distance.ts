import { jsonSimilarity } from '../text/jsonDiff.js';
import { tokenF1Comparer } from '../text/tokenF1.js';
import type { AnswerDistance, Observation } from './observation.js';

export type ObservationDistance = (a: Observation, b: Observation) => number;

/** Difference of two scores, in [0,1]; both must be scored. */
export const scoreDistance: ObservationDistance = (a, b) =>
  Math.abs((a.score ?? 0) - (b.score ?? 0));

/** How different two answers are, in [0,1]: labels are equal or not, JSON by leaf, text by words. */
export function answerDistance(kind: AnswerDistance): ObservationDistance {
  if (kind === 'label') return (a, b) => (answerClass(a) === answerClass(b) ? 0 : 1);
  const wordsShared = tokenF1Comparer();
  const byWords: ObservationDistance = (a, b) => 1 - wordsShared(a.text, b.text);
  if (kind === 'text') return byWords;
  return (a, b) => {
    if (a.text === b.text) return 0;
    const similarity = jsonSimilarity(a.text, b.text);
    if (similarity !== null) return 1 - similarity;
    // One readable and one not have nothing in common; two unreadable ones may.
    return a.answer === null && b.answer === null ? byWords(a, b) : 1;
  };
}

/** The class an answer falls into where answers are counted: what is empty or unreadable is a class of its own. */
export function answerClass({ text, answer }: Pick<Observation, 'text' | 'answer'>): string {
  if (text.trim() === '') return '<EMPTY>';
  return answer ?? '<UNREADABLE>';
}
