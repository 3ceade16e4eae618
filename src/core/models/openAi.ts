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
import { notCompatible, refusePage } from './notCompatible.js';
import { ProviderError } from '../errors.js';
import { writtenTool } from '../prompt/tools.js';
import { writeToolCalls, type SentCall } from '../text/toolCalls.js';
import { providerErrorFrom } from './openAiErrors.js';

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

/** A provider for one endpoint. `complete` throws only `ProviderError` or the signal's reason. */
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
          now: options.clock.now(),
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
    // It would write what it cannot parse to the console; every failure is an outcome here.
    logLevel: 'off',
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
    tools: request.tools?.map(writtenTool) ?? null,
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
    throw new ProviderError(`${baseUrl} sent an empty response.`, { failure: 'broken-stream' });
  if (!Array.isArray(answer.choices) && !('error' in answer))
    throw notCompatible(baseUrl, 'a response without choices');
  const choice = answer.choices?.[0];
  if (!choice?.message) {
    throw new ProviderError(`${baseUrl} sent a response without choices.`, {
      failure: 'broken-stream',
    });
  }
  return {
    text: textOf(choice.message, callsOf(choice.message)),
    finishReason: choice.finish_reason ?? null,
    tokens: tokensFrom(choice.logprobs?.content),
    usage: usageFrom(answer.usage),
    servedBy: { model: answer.model ?? null, fingerprint: answer.system_fingerprint ?? null },
  };
}

type Message = ChatCompletion['choices'][number]['message'];
type Said = Pick<Partial<Message>, 'content' | 'refusal'>;

/** A refusal stands in a field of its own where the endpoint knows it for one. */
function textOf({ content, refusal }: Said, calls: readonly SentCall[]): string {
  const said = content || refusal || '';
  return calls.length > 0 ? writeToolCalls(calls, said) : said;
}

/** `function_call` is the older form, for one call alone. */
function callsOf({ tool_calls: calls, function_call: only }: Message): SentCall[] {
  if (calls?.length) return calls.map(sentCall);
  return only ? [{ name: only.name, arguments: argumentsText(only.arguments) }] : [];
}

const sentCall = (call: OpenAI.ChatCompletionMessageToolCall): SentCall =>
  call.type === 'custom'
    ? { name: call.custom.name, arguments: call.custom.input }
    : { name: call.function.name, arguments: argumentsText(call.function.arguments) };

/** The protocol has them as text; some servers send the object. */
const argumentsText = (given: unknown): string =>
  typeof given === 'string' ? given : JSON.stringify(given ?? {});

async function readStream(
  client: OpenAI,
  body: OpenAI.ChatCompletionCreateParamsNonStreaming,
  { signal, clock, sentAt, baseUrl }: Sending & { sentAt: number },
): Promise<Completion> {
  const stream = await client.chat.completions.create({ ...body, stream: true }, { signal });
  const said = { content: '', refusal: '' };
  const calls = createCallReader();
  let finishReason: string | null = null;
  let firstAt: number | null = null;
  const logprobs: OpenAI.ChatCompletionTokenLogprob[] = [];
  let usage: Usage | null = null;
  let last: ChatCompletionChunk | null = null;
  for await (const chunk of stream) {
    last = chunk;
    usage = usageFrom(chunk.usage) ?? usage;
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    const { content, refusal, tool_calls: several, function_call: only } = choice.delta ?? {};
    const pieces = several ?? (only ? [{ index: 0, function: only }] : []);
    if (content || refusal || pieces.length > 0) firstAt ??= clock.now();
    said.content += content ?? '';
    said.refusal += refusal ?? '';
    pieces.forEach(calls.add);
    logprobs.push(...(choice.logprobs?.content ?? []));
    finishReason = choice.finish_reason ?? finishReason;
  }
  signal.throwIfAborted();
  if (last === null)
    throw new ProviderError(
      `${baseUrl} sent a stream without any completion. Try it without streaming.`,
      {
        failure: 'broken-stream',
      },
    );
  if (finishReason === null) {
    throw new ProviderError('The connection closed before the answer was complete.', {
      failure: 'broken-stream',
    });
  }
  return {
    text: textOf(said, calls.all()),
    finishReason,
    tokens: logprobs.length > 0 ? tokensFrom(logprobs) : null,
    usage,
    servedBy: { model: last?.model ?? null, fingerprint: last?.system_fingerprint ?? null },
    latencyMs: clock.now() - sentAt,
    ttftMs: firstAt === null ? null : firstAt - sentAt,
  };
}

type CallPiece = ChatCompletionChunk.Choice.Delta.ToolCall;

/** A streamed call comes in pieces that say which call they belong to: its name first, then its arguments. */
function createCallReader() {
  const calls = new Map<number, { id: string; name: string; arguments: string }>();
  return {
    add(piece: CallPiece) {
      const index = placeOf(piece);
      const call = calls.get(index) ?? { id: piece.id ?? '', name: '', arguments: '' };
      call.name += piece.function?.name ?? '';
      const args: unknown = piece.function?.arguments;
      if (args !== undefined && args !== null) call.arguments += argumentsText(args);
      calls.set(index, call);
    },
    all: (): readonly SentCall[] => [...calls.values()],
  };

  /** Some servers number no piece, or every call 0: another id is then another call. */
  function placeOf({ index, id }: CallPiece): number {
    const place = index ?? Math.max(0, calls.size - 1);
    const there = calls.get(place);
    const isOther = there !== undefined && id !== undefined && id !== '' && id !== there.id;
    return isOther ? calls.size : place;
  }
}

/** Null where any probability is missing or infinite: what is left would not be the probability of the answer. */
function tokensFrom(
  content: readonly OpenAI.ChatCompletionTokenLogprob[] | null | undefined,
): readonly Token[] | null {
  if (!content?.every(({ logprob }) => Number.isFinite(logprob))) return null;
  return content.map((raw) => ({
    text: raw.token,
    logprob: raw.logprob,
    top: (raw.top_logprobs ?? [])
      .filter(({ logprob }) => Number.isFinite(logprob))
      .map(({ token, logprob }) => ({ text: token, logprob })),
  }));
}

function usageFrom(usage: OpenAI.CompletionUsage | null | undefined): Usage | null {
  // Some servers send only the total, which does not say what a call costs.
  if (!usage || !Number.isFinite(usage.prompt_tokens) || !Number.isFinite(usage.completion_tokens))
    return null;
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
