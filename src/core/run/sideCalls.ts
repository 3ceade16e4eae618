/** Calls beside the trials go through the run's own pool, cache and budget. Each is a first repeat of its own text. */

import { ProviderError } from '../errors.js';
import type { Ask, AskRequest, ChatRequest, Embed, Usage } from '../ports/model.js';
import type { Budget } from './budget.js';
import type { Caller } from './caller.js';
import type { Limiter } from './limiter.js';

export interface SideCalls {
  readonly ask: Ask;
  /** Null where the endpoint offers no embeddings. */
  readonly embed: Embed | null;
  requests(): number;
  usage(): { promptTokens: number; completionTokens: number };
}

export interface SideCallTools {
  readonly caller: Caller;
  readonly limiter: Limiter;
  readonly budget: Budget;
  readonly model: string;
  readonly signal: AbortSignal;
  readonly embedder:
    ((texts: readonly string[], signal: AbortSignal) => ReturnType<Embed>) | undefined;
}

const CHARACTERS_PER_TOKEN = 4;

/** What is asked, as it goes out. */
export const chatRequestOf = (
  { messages, temperature, maxTokens }: AskRequest,
  model: string,
  seed: number,
): ChatRequest => ({
  model,
  messages,
  temperature,
  topP: null,
  maxTokens,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed,
  topLogprobs: null,
});

export function createSideCalls(tools: SideCallTools): SideCalls {
  const { caller, limiter, budget, model, signal, embedder } = tools;
  let requests = 0;
  let asked = 0;
  const used = { promptTokens: 0, completionTokens: 0 };
  // An endpoint that refuses once has none; the meaning gate then measures drift in words.
  let refused = false;

  const ask: Ask = async (asking) => {
    asked += 1;
    const request = chatRequestOf(asking, model, asking.seed ?? asked);
    const result = await caller.call(request, { repeat: 1, signal });
    requests += result.requests;
    if ('error' in result) throw result.error;
    addUsage(used, result.cached ? null : result.completion.usage);
    return result.completion;
  };

  const embedWith =
    (embedding: NonNullable<SideCallTools['embedder']>): Embed =>
    async (texts) => {
      if (refused) return [];
      const leave = await limiter.enter(signal);
      try {
        const characters = texts.reduce((sum, text) => sum + text.length, 0);
        const promptTokens = Math.ceil(characters / CHARACTERS_PER_TOKEN);
        budget.reserve({ promptTokens, completionTokens: 0 }).settle(null);
        requests += 1;
        return await embedding(texts, signal);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        refused = true;
        return [];
      } finally {
        leave();
      }
    };

  return {
    ask,
    embed: embedder ? embedWith(embedder) : null,
    requests: () => requests,
    usage: () => ({ ...used }),
  };
}

function addUsage(
  sum: { promptTokens: number; completionTokens: number },
  usage: Usage | null,
): void {
  sum.promptTokens += usage?.promptTokens ?? 0;
  sum.completionTokens += usage?.completionTokens ?? 0;
}
