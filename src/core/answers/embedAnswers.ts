/** The answers of a run as vectors, where the endpoint embeds texts: each different text once, many in one request. */

import { UserError } from '../errors.js';
import type { Embed } from '../ports/model.js';
import type { Outcome } from '../run/outcome.js';

const TEXTS_PER_REQUEST = 64;

/** By text; what the endpoint refuses is not in it. */
export async function embedAnswers(
  outcomes: readonly Outcome[],
  embed: Embed,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const texts = new Set(
    outcomes.flatMap((outcome) => (outcome.status === 'completed' ? [outcome.text] : [])),
  );
  const list = [...texts].filter((text) => text.trim() !== '');
  const vectors = new Map<string, readonly number[]>();
  for (let at = 0; at < list.length; at += TEXTS_PER_REQUEST) {
    const batch = list.slice(at, at + TEXTS_PER_REQUEST);
    const found = await embed(batch).catch(unlessRefused);
    if (found.length !== batch.length) break;
    batch.forEach((text, index) => vectors.set(text, found[index] ?? []));
  }
  return vectors;
}

/** A budget that is reached here, or a run that is cancelled, costs this one number and not the report. */
function unlessRefused(error: unknown): [] {
  if (error instanceof UserError) return [];
  throw error;
}
