/** When two cases ask the same, and how far apart their inputs are. */

import type { Case } from '../../prompt/prompt.js';
import { normaliseAnswer } from '../../text/normalise.js';
import { cosine, type Vectors } from '../../text/cosine.js';
import { wordBags } from '../../text/tokenF1.js';

/** Equal for cases with equal inputs, whatever the order they are named in. */
export const inputsKey = ({ inputs }: Pick<Case, 'inputs'>): string =>
  JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));

/** All inputs of a case as one text, for comparison. */
export const inputsText = ({ inputs }: Case): string => Object.values(inputs).join('\n');

/** Equal for cases with the same right answer. */
export const answerKey = ({ expected }: Case): string => normaliseAnswer(expected ?? '');

export type Distance = (a: string, b: string) => number;

/** 1 minus the share of words two texts have in common, in [0,1]; a text is split into words once. */
export function wordDistances(): Distance {
  const { bagOf, f1 } = wordBags();
  return (a, b) => 1 - f1(bagOf(a), bagOf(b));
}

/** 1 minus the cosine of two texts' embeddings, in [0,2]; 2 for a text that has none. */
export const vectorDistances =
  (vectors: Vectors): Distance =>
  (a, b) =>
    1 - (cosine(vectors.get(a) ?? [], vectors.get(b) ?? []) ?? -1);
