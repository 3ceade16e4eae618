/** Texts → vectors by the trial embedder. */

import { isUserError, ProviderError, UserError } from '../../core/errors.js';
import type { Embed } from '../../core/ports/model.js';
import type { TrialModelServer } from './server.js';
import { worded } from '../../core/say/worded.js';

/** What all-MiniLM-L6-v2 was trained to read; its server takes more, and one longer text would fail all beside it. */
const MAX_TOKENS = 256;

/**
 * Each text is cut to 256 tokens; one without any has an empty vector. `server` is asked for when the first text comes. Throws
 * only `ProviderError` or the signal's reason.
 */
export function trialEmbedder(server: () => Promise<Pick<TrialModelServer, 'baseUrl'>>) {
  return async (texts: readonly string[], signal: AbortSignal): ReturnType<Embed> => {
    const { baseUrl } = await server().catch((error: unknown) => {
      signal.throwIfAborted();
      throw unavailable(error);
    });
    const ask = (path: string, body: object) => post(new URL(path, baseUrl), body, signal);
    const input = await Promise.all(
      texts.map(async (text) => {
        const { tokens } = await ask('/tokenize', { content: decomposed(text), add_special: true });
        return cut(tokens as number[]);
      }),
    );
    const filled = input.filter(({ length }) => length > 0);
    const { data } =
      filled.length === 0 ? { data: [] } : await ask('/v1/embeddings', { input: filled });
    const vectors = (data as readonly { index: number; embedding: number[] }[])
      .toSorted((a, b) => a.index - b.index)
      .map(({ embedding }) => embedding);
    let next = 0;
    return input.map(({ length }) => (length === 0 ? [] : (vectors[next++] ?? [])));
  };
}

/** The vocabulary holds Hangul by its letters. */
const decomposed = (text: string) =>
  /\p{Script=Hangul}/u.test(text) ? text.normalize('NFD') : text;

/** The first and the last token stand around the text: two say that it has none. */
function cut(tokens: readonly number[]): readonly number[] {
  if (tokens.length <= 2) return [];
  return tokens.length <= MAX_TOKENS
    ? tokens
    : [...tokens.slice(0, MAX_TOKENS - 1), ...tokens.slice(-1)];
}

async function post(
  url: URL,
  body: object,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    if (response.ok) return (await response.json()) as Record<string, unknown>;
    throw new UserError(worded`it answered ${response.status}`);
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(error);
  }
}

/** Not to be tried again: without it, what needs embeddings is absent. */
const unavailable = (error: unknown) =>
  new ProviderError(
    worded`The trial embedder cannot be used: ${isUserError(error) ? error.sentence : (error as Error).message}`,
    {
      failure: 'not-found',
      cause: error,
    },
  );
