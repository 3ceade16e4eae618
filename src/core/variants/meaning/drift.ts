/** How far a variant is from the original, and whether it differs at all. */

import type { Embed } from '../../ports/model.js';
import type { Message } from '../../ports/model.js';
import { cosine } from '../../text/cosine.js';
import { sign, type Sign } from './signs.js';

/** Variants that share at least this fraction of their words count as repetitions. */
export const NO_OP_SIMILARITY = 0.95;
/** Below this cosine of its embedding, a variant may be about something else. */
const MIN_COSINE = 0.85;
/** Without embeddings: the share of differing words from which it may be. */
const MAX_WORD_DRIFT = 0.95;

/** Jaccard similarity of two texts' sets of words, in [0,1]. */
export function wordSimilarity(a: string, b: string): number {
  const left = wordsOf(a);
  const right = wordsOf(b);
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/**
 * Share of the tokens of two texts that differ, in [0,1]: exact words, punctuation, and runs of white space. Unlike
 * word drift it includes formatting, so that variants of every class can be distinguished.
 */
export function surfaceDistance(a: string, b: string): number {
  const left = piecesOf(a);
  const right = piecesOf(b);
  let shared = 0;
  for (const [piece, count] of left) shared += Math.min(count, right.get(piece) ?? 0);
  const total = sizeOf(left) + sizeOf(right);
  return total === 0 ? 0 : 1 - (2 * shared) / total;
}

function piecesOf(text: string): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const [piece] of text.matchAll(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu))
    pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
  return pieces;
}

const sizeOf = (pieces: ReadonlyMap<string, number>) =>
  [...pieces.values()].reduce((sum, count) => sum + count, 0);

/** The texts of all messages, for comparison. */
export const joined = (messages: readonly Message[]): string =>
  messages.map(({ content }) => content).join('\n');

/** Why a wording measures nothing new; null if it differs from the original and the others. */
export function repetition(
  before: string,
  after: string,
  others: readonly (readonly Message[])[],
): string | null {
  if (wordSimilarity(before, after) >= NO_OP_SIMILARITY)
    return 'it is almost identical to the original';
  const twin = others.some((other) => wordSimilarity(joined(other), after) >= NO_OP_SIMILARITY);
  return twin ? 'it is almost identical to another paraphrase' : null;
}

/** `wordDrift`: share of words that differ, in [0,1], used where there is no cosine. */
export function distanceSigns(wordDrift: number, similarity: number | null): Sign[] {
  if (similarity !== null)
    return sign(
      'far',
      similarity < MIN_COSINE ? 1 : 0,
      `it may be about something else: cosine ${similarity.toFixed(2)}, usually at least ${MIN_COSINE}`,
    );
  return sign(
    'far',
    wordDrift > MAX_WORD_DRIFT ? 1 : 0,
    'it shares almost no words with the original',
  );
}

/** Cosine of the two texts' embeddings, in [-1,1]; null without an embedding model or for an empty embedding. */
export async function cosineOf(
  original: string,
  wording: string,
  embed: Embed | null,
): Promise<number | null> {
  if (!embed) return null;
  const [a, b] = await embed([original, wording]);
  return a && b ? cosine(a, b) : null;
}
