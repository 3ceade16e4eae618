/** Mean cosines over pairs of answers that have a vector. */

import type { Answer } from '../answers/answer.js';
import { cosine, type Vectors } from '../text/cosine.js';
import type { Pair } from './statistics/pairSample.js';

/** The vectors of each group's answers, and each group as indices into them; answers without a vector are left out. */
export function vectorGroups(known: Vectors, groups: readonly (readonly Answer[])[]) {
  const vectors: (readonly number[])[] = [];
  const members = groups.map((answers) =>
    answers.flatMap(({ text }) => {
      const vector = known.get(text);
      return vector ? [vectors.push(vector) - 1] : [];
    }),
  );
  return { vectors, members };
}

/** In [-1,1], by the weights of the pairs; null where no pair has a cosine. */
export function meanCosine(
  pairs: readonly Pair[],
  vectors: readonly (readonly number[])[],
): number | null {
  let [sum, weights] = [0, 0];
  for (const { a, b, weight } of pairs) {
    const found = cosine(vectors[a] ?? [], vectors[b] ?? []);
    if (found === null) continue;
    sum += weight * found;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
