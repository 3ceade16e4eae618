/** Any endpoint that speaks the OpenAI chat-completions protocol. One request, one answer: no retry, no cache, no log. */

import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Clock } from '../ports/clock.js';
import type {
  CallContext,
  ChatRequest,
  Completion,
  ModelProvider,
  Token,
  Usage,
} from '../ports/model.js';
import { providerErrorFrom } from './openAiErrors.js';
import { notCompatible, refusePage } from './notCompatible.js';
import { ProviderError } from '../errors.js';

export interface OpenAiOptions {
  /** For instance `http://127.0.0.1:8080/v1`. */
  readonly baseUrl: string;
  /** Null sends no `Authorization` header. */
  readonly apiKey: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Streaming shows the time to the first token and costs about twice the CPU. */
  readonly stream: boolean;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export function openAiProvider(options: OpenAiOptions): ModelProvider {
  const client = lazily(() => createClient(options));
  return {
    id: options.baseUrl,
    recorded: false,
    async complete(request, context) {
      try {
        return await send(await client(), request, { ...options, ...context });
      } catch (error) {
        context.signal.throwIfAborted();
        throw providerErrorFrom(error, {
          baseUrl: options.baseUrl,
          model: request.model,
          secrets: secretsOf(options),
        });
      }
    },
  };
}

/** What must not be repeated, though some endpoints quote it when they refuse it. */
export const secretsOf = ({ apiKey, headers }: OpenAiOptions) =>
  [apiKey, ...Object.values(headers)].filter((secret) => secret !== null && secret.length > 3);

/** The SDK is loaded with the first call, so that commands that send nothing start without it. */
export async function createClient(options: OpenAiOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    baseURL: options.baseUrl,
    // The SDK refuses to start without a key; endpoints without one are sent no Authorization header.
    apiKey: options.apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: options.timeoutMs,
    fetch: async (input, init) => {
      const response = await options.fetch(input, init);
      refusePage(options.baseUrl, response);
      return response;
    },
    defaultHeaders: {
      ...(options.apiKey === null ? { Authorization: null } : {}),
      ...options.headers,
    },
  });
}

function bodyOf(request: ChatRequest, { stream, omit }: Sending) {
  const wantsLogprobs = request.topLogprobs !== null && !omit.has('logprobs');
  const optional: Record<string, unknown> = {
    temperature: request.temperature,
    top_p: request.topP,
    max_tokens: request.maxTokens,
    max_completion_tokens: request.maxCompletionTokens,
    response_format: request.responseFormat,
    seed: request.seed,
    logprobs: wantsLogprobs || null,
    top_logprobs: wantsLogprobs ? request.topLogprobs : null,
    stream_options: stream ? { include_usage: true } : null,
  };
  const sent = Object.fromEntries(
    Object.entries(optional).filter(([name, value]) => value !== null && !omit.has(name)),
  );
  return { ...request.extra, ...sent, model: request.model, messages: request.messages };
}

type Sending = OpenAiOptions & CallContext;

async function send(client: OpenAI, request: ChatRequest, options: Sending): Promise<Completion> {
  const sentAt = options.clock.now();
  const body = bodyOf(request, options) as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming;
  if (options.stream) return readStream(client, body, { ...options, sentAt });
  const answer = await client.chat.completions.create(body, { signal: options.signal });
  return {
    ...fromCompletion(answer, options),
    latencyMs: options.clock.now() - sentAt,
    ttftMs: null,
  };
}

function fromCompletion(
  answer: ChatCompletion | null | undefined,
  { baseUrl }: Sending,
): Omit<Completion, 'latencyMs' | 'ttftMs'> {
  if (!answer)
    throw new ProviderError(`${baseUrl} sent an empty answer.`, { failure: 'broken-stream' });
  if (!Array.isArray(answer.choices) && !('error' in answer))
    throw notCompatible(baseUrl, 'an answer without choices');
  const choice = answer.choices?.[0];
  if (!choice?.message) {
    throw new ProviderError(`${baseUrl} answered without a choice.`, { failure: 'broken-stream' });
  }
  return {
    text: choice.message.content ?? '',
    finishReason: choice.finish_reason ?? null,
    tokens: choice.logprobs?.content?.map(tokenFrom) ?? null,
    usage: usageFrom(answer.usage),
    servedBy: { model: answer.model ?? null, fingerprint: answer.system_fingerprint ?? null },
  };
}

async function readStream(
  client: OpenAI,
  body: OpenAI.ChatCompletionCreateParamsNonStreaming,
  { signal, clock, sentAt, baseUrl }: Sending & { sentAt: number },
): Promise<Completion> {
  const stream = await client.chat.completions.create({ ...body, stream: true }, { signal });
  let text = '';
  let finishReason: string | null = null;
  let firstAt: number | null = null;
  let tokens: Token[] | null = null;
  let usage: Usage | null = null;
  let last: ChatCompletionChunk | null = null;
  for await (const chunk of stream) {
    last = chunk;
    usage = usageFrom(chunk.usage) ?? usage;
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    if (choice.delta?.content) {
      firstAt ??= clock.now();
      text += choice.delta.content;
    }
    const pieces = choice.logprobs?.content;
    if (pieces) tokens = [...(tokens ?? []), ...pieces.map(tokenFrom)];
    finishReason = choice.finish_reason ?? finishReason;
  }
  signal.throwIfAborted();
  if (last === null)
    throw new ProviderError(`${baseUrl} sent no part of an answer. Without streaming it may.`, {
      failure: 'broken-stream',
    });
  if (finishReason === null) {
    throw new ProviderError('The answer broke off before its end.', { failure: 'broken-stream' });
  }
  return {
    text,
    finishReason,
    tokens,
    usage,
    servedBy: { model: last?.model ?? null, fingerprint: last?.system_fingerprint ?? null },
    latencyMs: clock.now() - sentAt,
    ttftMs: firstAt === null ? null : firstAt - sentAt,
  };
}

function tokenFrom(raw: OpenAI.ChatCompletionTokenLogprob): Token {
  return {
    text: raw.token,
    logprob: raw.logprob,
    top: (raw.top_logprobs ?? []).map(({ token, logprob }) => ({ text: token, logprob })),
  };
}

function usageFrom(usage: OpenAI.CompletionUsage | null | undefined): Usage | null {
  if (!usage) return null;
  return {
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
  };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
