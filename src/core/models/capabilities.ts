/** Finds out what an endpoint supports by sending it one short question in several ways. */

import { sendLearning } from './learnRefusals.js';
import type { ProviderError } from '../errors.js';
import type { ModelApi } from '../ports/api.js';
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
  /** Names of the request fields the endpoint refused, in the order in which it did. */
  readonly refused: readonly string[];
  /** Names of those its API does not have. */
  readonly missing: readonly string[];
  /** Through which it was asked; absent: chat completions. */
  readonly api?: ModelApi;
  /** The API through which the endpoint says it serves the model, where that is another one; absent: it does not say. */
  readonly needsApi?: ModelApi;
  /** Why nothing was answered. */
  readonly error: string | null;
}

type Probe = { readonly completion: Completion } | { readonly error: ProviderError };

/** What a prompt would send beside its messages, to learn whether the endpoint takes it. */
export type ProbedFields = Pick<
  ChatRequest,
  'temperature' | 'topP' | 'maxTokens' | 'maxCompletionTokens' | 'responseFormat' | 'extra'
>;

/**
 * Asks one short question in different ways, and again without a field that was refused. `fields`: those of a prompt; null
 * asks for the usual ones. Throws only the signal's reason.
 */
export async function probeCapabilities(
  providers: { readonly streamed: ModelProvider; readonly plain: ModelProvider },
  model: string,
  { signal, fields = null }: { signal: AbortSignal; fields?: ProbedFields | null },
): Promise<Capabilities> {
  const omit = new Set<string>();
  const refusals = { names: omit, add: (name: string) => void omit.add(name) };
  const missing = new Set<string>();
  const ask = async (provider: ModelProvider, request: ChatRequest): Promise<Probe> => {
    for (const name of provider.missingFields?.(request) ?? []) missing.add(name);
    const send = async (without: ReadonlySet<string>) => {
      try {
        return await provider.complete(request, { signal, repeat: 1, omit: without });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    };
    return (await sendLearning(send, refusals, { guesses: true })).result;
  };
  const bare = questionTo(model);
  const first = await ask(providers.plain, bare);
  if ('error' in first)
    return {
      ...NOTHING,
      refused: [...omit],
      missing: [...missing],
      ...(first.error.needsApi ? { needsApi: first.error.needsApi } : {}),
      error: first.error.message,
    };
  const cold = await ask(providers.plain, { ...bare, temperature: 0 });
  const again = await ask(providers.plain, { ...bare, temperature: 0 });
  const seeded = await ask(providers.plain, { ...bare, seed: 7, topLogprobs: 5 });
  const streamed = await ask(providers.streamed, bare);
  // What a prompt sends may be refused in any combination, which matters for its runs alone.
  if (fields) await ask(providers.plain, withFields(bare, fields));
  const isTaken = (probe: Probe, name: string) =>
    'completion' in probe && !omit.has(name) && !missing.has(name);
  return {
    answers: true,
    logprobs: 'completion' in seeded && (seeded.completion.tokens?.length ?? 0) > 0,
    temperature: isTaken(cold, 'temperature'),
    seed: isTaken(seeded, 'seed'),
    usage: first.completion.usage !== null,
    streaming: isTaken(streamed, 'stream'),
    deterministic:
      'completion' in cold && 'completion' in again
        ? cold.completion.text === again.completion.text
        : null,
    latencyMs: first.completion.latencyMs,
    ttftMs: 'completion' in streamed ? streamed.completion.ttftMs : null,
    refused: [...omit],
    missing: [...missing],
    error: null,
  };
}

/** The question keeps its own limit, so that it stays short. */
const withFields = (bare: ChatRequest, fields: ProbedFields): ChatRequest => ({
  ...bare,
  ...fields,
  maxTokens: fields.maxCompletionTokens === null ? bare.maxTokens : null,
  maxCompletionTokens: fields.maxCompletionTokens === null ? null : bare.maxTokens,
});

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
  refused: [],
  missing: [],
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
