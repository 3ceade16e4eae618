import { jsonSimilarity } from '../text/jsonDiff.js';
import { wordBags, type WordBags } from '../text/tokenF1.js';
import type { AnswerDistance, Observation } from './observation.js';
import { distanceMatrix, type DistanceMatrix } from './statistics/energy.js';

/** Distances of all pairs of a case's outputs, each in [0,1]. */
export type Distances = (outputs: readonly Observation[]) => DistanceMatrix;

/** Difference of two scores; all must be scored. */
export const scoreDistances: Distances = (outputs) =>
  distanceMatrix(
    outputs.map(({ score }) => score ?? 0),
    (a, b) => Math.abs(a - b),
  );

/** How different two answers are: labels are equal or not, JSON by leaf, text by words. */
export function answerDistances(kind: AnswerDistance): Distances {
  if (kind === 'label') {
    return (outputs) => distanceMatrix(outputs.map(answerClass), (a, b) => (a === b ? 0 : 1));
  }
  if (kind === 'text') {
    return (outputs) => {
      const { bagOf, f1 } = wordBags();
      return distanceMatrix(
        outputs.map(({ text }) => bagOf(text)),
        (a, b) => 1 - f1(a, b),
      );
    };
  }
  return (outputs) => {
    const bags = wordBags();
    return distanceMatrix(outputs, (a, b) => jsonDistance(a, b, bags));
  };
}

function jsonDistance(a: Observation, b: Observation, { bagOf, f1 }: WordBags): number {
  if (a.text === b.text) return 0;
  const similarity = jsonSimilarity(a.text, b.text);
  if (similarity !== null) return 1 - similarity;
  // One readable and one not have nothing in common; two unreadable ones may.
  return a.answer === null && b.answer === null ? 1 - f1(bagOf(a.text), bagOf(b.text)) : 1;
}

/** The class an answer falls into where answers are counted: what is empty or unreadable is a class of its own. */
export function answerClass({ text, answer }: Pick<Observation, 'text' | 'answer'>): string {
  if (text.trim() === '') return '<EMPTY>';
  return answer ?? '<UNREADABLE>';
}
