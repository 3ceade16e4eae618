/** Embeddings of an endpoint that speaks the OpenAI protocol. One request; the vectors come in the order of the texts. */

import { type OpenAiOptions, shownEndpoint } from './openAi.js';
import { providerErrorFrom } from './openAiErrors.js';
import { createClient } from './sdkClient.js';

/** Throws only `ProviderError` or the signal's reason. */
export function openAiEmbedder(options: OpenAiOptions, model: string) {
  return async (texts: readonly string[], signal: AbortSignal): Promise<number[][]> => {
    try {
      const client = await createClient(options);
      const answer = await client.embeddings.create(
        { model, input: [...texts], encoding_format: 'float' },
        { signal },
      );
      return [...answer.data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
    } catch (error) {
      signal.throwIfAborted();
      throw providerErrorFrom(error, {
        ...shownEndpoint(options),
        model,
        now: options.clock.now(),
      });
    }
  };
}
