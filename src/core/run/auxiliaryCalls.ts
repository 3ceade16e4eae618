/** Calls beside the trials go through the run's own pool, cache and budget. Each is a first repeat of its own text. */

import { ProviderError } from '../errors.js';
import type { Ask, AskRequest, ChatRequest, Embed } from '../ports/model.js';
import { CHARACTERS_PER_TOKEN } from '../plan/callEstimate.js';
import { parametersFrom } from '../prompt/parameters.js';
import { note, type Note } from '../text/note.js';
import type { Budget } from './budget.js';
import type { Caller, CallResult } from './caller.js';
import { bothUsages } from './paidTokens.js';
import { createRetry, type RetryOptions } from './retry.js';
import { bothUses, NO_AUXILIARY_USE, type AuxiliaryUse } from './auxiliaryUse.js';

export interface AuxiliaryCalls {
  readonly ask: Ask;
  /** Null where the endpoint offers no embeddings. */
  readonly embed: Embed | null;
  /** So far. */
  used(): AuxiliaryUse;
  /** Why texts could not be embedded: `embeddings-rejected`, `embeddings-failed`. */
  notes(): readonly Note[];
}

/** Told of every call before it begins; what it returns is told as each request goes out, and what came of the call. */
export type OnAsk = (
  asking: AskRequest,
  request: ChatRequest,
) => { readonly sent: () => void; readonly ended: (result: CallResult) => void };

export interface AuxiliaryCallOptions extends RetryOptions {
  readonly caller: Caller;
  readonly budget: Budget;
  readonly model: string;
  readonly signal: AbortSignal;
  readonly embedder: Embedder | undefined;
  /** The model's own, sent with every call. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Writes paraphrases instead; absent: the same model does. */
  readonly writer?: Pick<AuxiliaryCallOptions, 'caller' | 'model' | 'parameters'>;
  readonly onAsk?: OnAsk | undefined;
}

/** Throws only `ProviderError` or the signal's reason. */
type Embedder = (texts: readonly string[], signal: AbortSignal) => ReturnType<Embed>;

/** What is asked, as it goes out. A model that is configured to write more, because it reasons first, may. */
export function chatRequestOf(
  { messages, temperature, maxTokens }: AskRequest,
  model: string,
  seed: number,
  parameters: Readonly<Record<string, unknown>> = {},
): ChatRequest {
  const own = parametersFrom(parameters);
  return {
    model,
    messages,
    temperature,
    topP: null,
    maxTokens: Math.max(maxTokens, own.maxTokens ?? 0, own.maxCompletionTokens ?? 0),
    maxCompletionTokens: null,
    responseFormat: null,
    extra: own.extra,
    seed,
    topLogprobs: null,
  };
}

export function createAuxiliaryCalls(tools: AuxiliaryCallOptions): AuxiliaryCalls {
  const { limiter, budget, signal, embedder } = tools;
  const retry = createRetry(tools);
  let asked = 0;
  let used = NO_AUXILIARY_USE;
  // An endpoint that rejects embeddings has none; the meaning check then measures drift in words.
  let refusal: ProviderError | null = null;
  let lastFailure: ProviderError | null = null;

  const ask: Ask = async (asking) => {
    asked += 1;
    const by = (asking.purpose === 'paraphrase' ? tools.writer : undefined) ?? tools;
    const request = chatRequestOf(asking, by.model, asking.seed ?? asked, by.parameters);
    const watch = tools.onAsk?.(asking, request);
    const result = await by.caller.call(request, { repeat: 1, signal, onSent: watch?.sent });
    watch?.ended(result);
    used = bothUses(used, useOf(result));
    if ('error' in result) throw result.error;
    return result.completion;
  };

  const embedOnce = async (embedding: Embedder, texts: readonly string[]) => {
    const leave = await limiter.enter(signal);
    try {
      const characters = texts.reduce((sum, text) => sum + text.length, 0);
      const promptTokens = Math.ceil(characters / CHARACTERS_PER_TOKEN);
      budget.reserve({ promptTokens, completionTokens: 0 }).settle('none');
      used = bothUses(used, { ...NO_AUXILIARY_USE, requests: 1 });
      const vectors = await embedding(texts, signal);
      retry.answered();
      return vectors;
    } finally {
      leave();
    }
  };

  const embedWith =
    (embedding: Embedder): Embed =>
    async (texts) => {
      for (let requests = 1; refusal === null; requests++) {
        try {
          return await embedOnce(embedding, texts);
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (!error.retryable) refusal = error;
          else if (!(await retry.waitFor(error, requests, { signal }))) {
            lastFailure = error;
            return [];
          }
        }
      }
      return [];
    };

  return {
    ask,
    embed: embedder ? embedWith(embedder) : null,
    used: () => used,
    notes: () => embeddingNotes(refusal, lastFailure),
  };
}

function useOf(result: CallResult): AuxiliaryUse {
  const answered = 'error' in result || result.cached ? null : result.completion.usage;
  const usage = bothUsages(answered, result.failedUsage);
  return {
    requests: result.requests,
    promptTokens: usage?.promptTokens ?? 0,
    completionTokens: usage?.completionTokens ?? 0,
    cachedTokens: usage?.cachedTokens ?? 0,
  };
}

function embeddingNotes(refusal: ProviderError | null, failure: ProviderError | null): Note[] {
  if (refusal) return [note('embeddings-rejected', { message: refusal.message })];
  return failure ? [note('embeddings-failed', { message: failure.message })] : [];
}
