/** Embeddings of the cases few-shot examples are chosen for and from, where they are chosen by how much they are alike. */

import { UserError } from '../errors.js';
import type { Embed } from '../ports/model.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import type { Vectors } from '../text/cosine.js';
import { inputsText } from '../variants/shots/alikeness.js';
import { readShots } from '../variants/shots/configuration.js';
import { examplePool } from '../variants/shots/examples.js';
import { selectionOf } from '../variants/shots/selection.js';
import { CHARACTERS_PER_TOKEN, NO_TOKENS, type TokenEstimate } from './callEstimate.js';

const TEXTS_PER_REQUEST = 64;

/** Whether one of the configurations chooses examples by how much they are alike. Throws `UserError` as `readShots`. */
export const choosesByLikeness = (shots: readonly string[]): boolean =>
  shots.some((each) => {
    const configuration = readShots(each);
    return configuration !== null && selectionOf(configuration.way).byLikeness;
  });

/** The texts that are compared, each once. */
const likenessTexts = (prompt: Prompt, cases: readonly Case[]): string[] => [
  ...new Set(
    [...examplePool(prompt), ...cases].map(inputsText).filter((text) => text.trim() !== ''),
  ),
];

/** Calls that embed them, and their tokens. */
export function estimateEmbedding(
  prompt: Prompt,
  cases: readonly Case[],
): TokenEstimate & { readonly calls: number } {
  const texts = likenessTexts(prompt, cases);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    ...NO_TOKENS,
    calls: Math.ceil(texts.length / TEXTS_PER_REQUEST),
    promptTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN),
  };
}

/**
 * By text; null where one could not be embedded, because distances of words and of vectors cannot be compared. Throws the
 * signal's reason.
 */
export async function exampleVectors(
  prompt: Prompt,
  cases: readonly Case[],
  embed: Embed,
): Promise<Vectors | null> {
  const texts = likenessTexts(prompt, cases);
  const vectors = new Map<string, readonly number[]>();
  for (let at = 0; at < texts.length; at += TEXTS_PER_REQUEST) {
    const batch = texts.slice(at, at + TEXTS_PER_REQUEST);
    const found = await embed(batch).catch(unlessRefused);
    if (found.length !== batch.length || found.some(({ length }) => length === 0)) return null;
    batch.forEach((text, index) => vectors.set(text, found[index] as readonly number[]));
  }
  return vectors;
}

/** A budget that is reached here is told by the trials, which need more of it. */
function unlessRefused(error: unknown): [] {
  if (error instanceof UserError) return [];
  throw error;
}
