/** Finds out what an endpoint supports by sending it one short question in several ways. */

import { ProviderError } from '../errors.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';

export interface Capabilities {
  readonly answers: boolean;
  /** Token probabilities come with the answer. */
  readonly logprobs: boolean;
  /** Whether a temperature is accepted. Whether it has an effect shows in `deterministic`. */
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly usage: boolean;
  readonly streaming: boolean;
  /** Whether the question got the same answer twice at temperature 0; null when it was not answered twice. */
  readonly deterministic: boolean | null;
  readonly latencyMs: number | null;
  readonly ttftMs: number | null;
  /** Why nothing was answered. */
  readonly error: string | null;
}

type Probe = { readonly completion: Completion } | { readonly error: ProviderError };

/** Sends at most seven requests, or one if the first fails. Throws only the signal's reason. */
export async function probeCapabilities(
  providers: { readonly streamed: ModelProvider; readonly plain: ModelProvider },
  model: string,
  signal: AbortSignal,
): Promise<Capabilities> {
  const ask = async (provider: ModelProvider, request: ChatRequest): Promise<Probe> => {
    try {
      return {
        completion: await provider.complete(request, { signal, repeat: 1, omit: new Set() }),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderError)) throw error;
      return { error };
    }
  };
  const bare = questionTo(model);
  const first = await ask(providers.plain, bare);
  if ('error' in first) return { ...NOTHING, error: first.error.message };
  const cold = await ask(providers.plain, { ...bare, temperature: 0 });
  const again = await ask(providers.plain, { ...bare, temperature: 0 });
  const seeded = await ask(providers.plain, { ...bare, seed: 7, topLogprobs: 5 });
  const streamed = await ask(providers.streamed, bare);
  const withLogprobs =
    'completion' in seeded ? seeded : await ask(providers.plain, { ...bare, topLogprobs: 5 });
  const answered = (probe: Probe) => 'completion' in probe;
  return {
    answers: true,
    logprobs: 'completion' in withLogprobs && (withLogprobs.completion.tokens?.length ?? 0) > 0,
    temperature: answered(cold),
    seed: answered(seeded) || answered(await ask(providers.plain, { ...bare, seed: 7 })),
    usage: first.completion.usage !== null,
    streaming: answered(streamed),
    deterministic:
      'completion' in cold && 'completion' in again
        ? cold.completion.text === again.completion.text
        : null,
    latencyMs: first.completion.latencyMs,
    ttftMs: 'completion' in streamed ? streamed.completion.ttftMs : null,
    error: null,
  };
}

const NOTHING: Capabilities = {
  answers: false,
  logprobs: false,
  temperature: false,
  seed: false,
  usage: false,
  streaming: false,
  deterministic: null,
  latencyMs: null,
  ttftMs: null,
  error: null,
};

const questionTo = (model: string): ChatRequest => ({
  model,
  messages: [{ role: 'user', content: 'Name three colours of the rainbow.' }],
  temperature: null,
  topP: null,
  maxTokens: 16,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed: null,
  topLogprobs: null,
});
