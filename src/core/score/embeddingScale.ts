/**
 * The scale on which embeddings tell how far apart two answers are (METRICS 12.8): 0 is one wording asked twice, 1 is answers
 * to different cases. Raw cosines of prose lie close together, so that without these two marks no distance says anything.
 */

import { isAnswered, type Answer } from '../answers/answer.js';
import { randomFrom } from '../numbers/random.js';
import { meanOrNull } from '../numbers/describe.js';
import { crossPairs, withinPairs } from './statistics/pairSample.js';
import type { Vectors } from '../text/cosine.js';
import { meanCosine, vectorGroups } from './vectorPairs.js';

export interface EmbeddingScale {
  readonly vectors: Vectors;
  /** 1 − cosine, in [0,2], of one wording asked twice; 0 where nothing was. */
  readonly floor: number;
  /** 1 − cosine, in [0,2], of answers to different cases; above the floor. */
  readonly unrelated: number;
}

const MAX_PAIRS = 200;
const UNRELATED_PAIRS = 500;

/**
 * Null where an answer has no vector, and where the scale has no length: fewer than two cases, or an embedder that sees answers
 * to different cases no further apart than one wording asked twice.
 */
export function embeddingScale(
  answers: readonly Answer[],
  vectors: Vectors,
): EmbeddingScale | null {
  const given = answers.filter((each) => isAnswered(each) && each.text.trim() !== '');
  if (!given.every(({ text }) => vectors.has(text))) return null;
  const cases = [...Map.groupBy(given, (each) => each.case)];
  const within = cases.map(([id, own]) => {
    const cells = [...Map.groupBy(own, ({ variant, shots }) => `${variant}\n${shots}`).values()];
    const found = vectorGroups(vectors, cells);
    const limit = { most: MAX_PAIRS, random: randomFrom('embedding', id) };
    return meanCosine(withinPairs(found.members, limit), found.vectors);
  });
  const all = vectorGroups(
    vectors,
    cases.map(([, own]) => own),
  );
  const limit = { most: UNRELATED_PAIRS, random: randomFrom('embedding', 'unrelated') };
  const across = meanCosine(crossPairs(all.members, limit), all.vectors);
  if (across === null) return null;
  const floor = 1 - (meanOrNull(within.filter((each) => each !== null)) ?? 1);
  const unrelated = 1 - across;
  return unrelated - floor > 1e-9 ? { vectors, floor, unrelated } : null;
}

/** In [0,1]; `raw`: 1 − cosine. */
export const onScale = ({ floor, unrelated }: EmbeddingScale, raw: number): number =>
  Math.min(1, Math.max(0, (raw - floor) / (unrelated - floor)));
