/** The answers of a run as vectors, where the endpoint embeds texts: each different text once, many in one request. */

import { UserError } from '../errors.js';
import type { Embed } from '../ports/model.js';
import { vectorsOf, type KeptVectors } from '../run/keptVectors.js';
import { textsOf, type Outcome } from '../run/outcome.js';
import type { Vectors } from '../text/cosine.js';

const TEXTS_PER_REQUEST = 64;

/** By text, as 32-bit floats, which is what a journal keeps; what the endpoint refuses is not in it. `kept` is not asked again. */
export async function embedAnswers(
  outcomes: readonly Outcome[],
  { embed, kept }: { embed: Embed; kept: KeptVectors },
): Promise<Vectors> {
  const texts = textsOf(outcomes);
  const vectors = vectorsOf(texts, kept);
  const list = [...texts].filter((text) => text.trim() !== '' && !vectors.has(text));
  for (let at = 0; at < list.length; at += TEXTS_PER_REQUEST) {
    const batch = list.slice(at, at + TEXTS_PER_REQUEST);
    const found = await embed(batch).catch(unlessRefused);
    if (found.length !== batch.length) break;
    batch.forEach((text, index) => vectors.set(text, (found[index] ?? []).map(Math.fround)));
  }
  return vectors;
}

/** A budget that is reached here, or a run that is cancelled, costs this one number and not the report. */
function unlessRefused(error: unknown): [] {
  if (error instanceof UserError) return [];
  throw error;
}
