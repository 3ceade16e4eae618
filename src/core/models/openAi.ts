/** Any endpoint that speaks an OpenAI protocol: chat completions or responses. One request, one answer: no retry, no cache, no log. */

import type OpenAI from 'openai';
import type { Clock } from '../ports/clock.js';
import type { ModelApi } from '../ports/api.js';
import type { CallContext, ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import { secretsOf } from './secrets.js';
import { refusePage, refuseRedirect, versionHint } from './notCompatible.js';
import { ProviderError } from '../errors.js';
import { parseExactJson } from '../text/exactJson.js';
import { placeOf, publicUrl, shownAddress } from './address.js';
import type { Read } from './completion.js';
import { readErrorBody } from './errorBody.js';
import { createEventReader, type ServerEvent } from './events.js';
import { providerErrorFrom, type CallFacts } from './openAiErrors.js';
import type { Protocol } from './protocol.js';
import { protocolOf } from './protocols.js';
import { restAskedFor } from './waitAsked.js';

export interface OpenAiOptions {
  /** For instance `http://127.0.0.1:8080/v1`. */
  readonly baseUrl: string;
  /** Absent: chat completions. */
  readonly api?: ModelApi;
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
  const shown = shownEndpoint(options);
  const protocol = protocolOf(options.api);
  return {
    id: shownAddress(options.baseUrl, options.api),
    recorded: false,
    fieldsOf: (request) => protocol.optionalFields(request, options.stream),
    missingFields: (request) => protocol.missingFields(request),
    async complete(request, context) {
      return send(await client(), request, { ...options, ...context, shown, protocol });
    },
  };
}

/** An endpoint as messages may name it, and what must not be repeated, though some endpoints quote it when they refuse it. */
export const shownEndpoint = (options: OpenAiOptions): ShownEndpoint => ({
  baseUrl: publicUrl(options.baseUrl),
  ...secretsOf(options),
});

type ShownEndpoint = Pick<CallFacts, 'baseUrl' | 'secrets' | 'keys'>;

/** The SDK is loaded with the first call, so that commands that send nothing start without it. */
export async function createClient(options: OpenAiOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  const place = placeOf(options.baseUrl);
  const shown = publicUrl(options.baseUrl);
  return new Client({
    baseURL: place.url,
    defaultQuery: place.query,
    // The SDK refuses to start without a key; endpoints without one are sent no Authorization header.
    apiKey: options.apiKey ?? 'none',
    // The key is the user's own, and no page has it: an editor's extension host is not one.
    dangerouslyAllowBrowser: true,
    organization: null,
    project: null,
    maxRetries: 0,
    // It would write what it cannot parse to the console; every failure is an outcome here.
    logLevel: 'off',
    timeout: options.timeoutMs,
    fetch: async (input, init) => {
      const response = await options.fetch(input, init);
      refusePage(shown, response);
      refuseRedirect(shown, response);
      return response.ok ? response : inOneForm(response);
    },
    defaultHeaders: {
      ...(options.apiKey === null || place.isAzure ? { Authorization: null } : {}),
      ...(options.apiKey !== null && place.isAzure ? { 'api-key': options.apiKey } : {}),
      ...options.headers,
    },
  });
}

/** An error in the one form the SDK reads, whatever form the server sent it in. */
async function inOneForm(response: Response): Promise<Response> {
  const { message, code, param, retryAfterMs } = readErrorBody(await response.text());
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  headers.set('content-type', 'application/json');
  if (retryAfterMs !== null && !headers.has('retry-after'))
    headers.set('retry-after-ms', String(retryAfterMs));
  const body = JSON.stringify({ error: { message, code, param } });
  return new Response(body, { status: response.status, headers });
}

type Sending = OpenAiOptions &
  CallContext & { readonly shown: ShownEndpoint; readonly protocol: Protocol };

/** So many times as long as the response may take to start: an answer that goes on for longer is given up. */
const LONGEST_ANSWER = 5;

/** A server that keeps sending, but comes to no end, is given up like one that sends nothing. */
async function send(client: OpenAI, request: ChatRequest, options: Sending): Promise<Completion> {
  const late = new AbortController();
  const longestMs = LONGEST_ANSWER * options.timeoutMs;
  const timer = setTimeout(() => late.abort(), longestMs);
  const signal = AbortSignal.any([options.signal, late.signal]);
  try {
    return await answered(client, request, { ...options, signal });
  } catch (error) {
    options.signal.throwIfAborted();
    if (!late.signal.aborted) throw error;
    throw new ProviderError(
      `${options.shown.baseUrl} did not come to the end of its answer in ${Math.round(longestMs / 1000)} s.`,
      { failure: 'timeout', cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

async function answered(
  client: OpenAI,
  request: ChatRequest,
  options: Sending,
): Promise<Completion> {
  const { signal, clock, shown, omit, protocol } = options;
  const stream = options.stream && !omit.has('stream');
  const sentAt = clock.now();
  const body = protocol.body(request, { stream, omit });
  const facts: CallFacts = {
    ...{ ...shown, model: request.model, now: sentAt, api: options.api ?? 'chat' },
    hasImages: request.messages.some(({ images }) => images !== undefined),
    sent: Object.keys(body),
  };
  let hasBegun = false;
  try {
    const response = await client.post(protocol.path, { body, signal }).asResponse();
    hasBegun = true;
    const restMs = restAskedFor(response.headers, clock.now());
    if (restMs !== null) options.onRest?.(restMs);
    const read = stream
      ? await readStreamed(response, facts, options)
      : { ...(await readWhole(response, facts, protocol)), firstAt: null };
    const { firstAt, ...completion } = read;
    return {
      ...completion,
      latencyMs: clock.now() - sentAt,
      ttftMs: firstAt === null ? null : firstAt - sentAt,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw providerErrorFrom(error, { ...facts, now: clock.now(), hasBegun });
  }
}

const readWhole = async (response: Response, facts: CallFacts, protocol: Protocol) =>
  readText(await response.text(), facts, protocol);

/** JSON, or a stream that was sent as a whole. */
function readText(text: string, facts: CallFacts, protocol: Protocol): Read {
  const plain = text.replace(/^\uFEFF/, '').trim();
  const value = plain === '' ? null : parseExactJson(plain);
  if (value !== undefined) return protocol.readWhole(value, facts);
  const reader = protocol.createStreamReader(facts);
  if (/^(?:data|event|id|retry)?:/m.test(plain)) {
    const events = createEventReader();
    [...events.read(new TextEncoder().encode(plain)), ...events.end()].forEach(reader.add);
    const read = reader.end();
    if (read) return read;
  }
  throw unreadable(plain, facts);
}

/** JSON that is cut off, or something that was never JSON: a page, a greeting. */
function unreadable(text: string, facts: CallFacts): ProviderError {
  const { message } = readErrorBody(text);
  const { baseUrl } = facts;
  return /^[{[]/.test(text)
    ? new ProviderError(`The answer of ${baseUrl} could not be read (${message.slice(0, 80)}).`, {
        failure: 'broken-stream',
      })
    : new ProviderError(
        `${baseUrl} sent no completion. It said: "${message}". ${versionHint(baseUrl)}`,
        { failure: 'not-compatible' },
      );
}

/** What came before the first chunk is kept, for an answer that is no stream. */
const MAX_KEPT = 1_000_000;

async function readStreamed(
  response: Response,
  facts: CallFacts,
  { signal, clock, protocol }: Sending,
): Promise<Read & { firstAt: number | null }> {
  const isJson = /^application\/(?:[\w.+-]*\+)?json/i.test(
    response.headers.get('content-type') ?? '',
  );
  if (isJson || !response.body)
    return { ...(await readWhole(response, facts, protocol)), firstAt: null };
  const events = createEventReader();
  const reader = protocol.createStreamReader(facts);
  const decoder = new TextDecoder();
  let firstAt: number | null = null;
  let before = '';
  let isStream = false;
  const take = (found: readonly ServerEvent[]) => {
    isStream ||= found.length > 0;
    found.forEach(reader.add);
    if (reader.hasBegun) firstAt ??= clock.now();
  };
  try {
    for await (const bytes of response.body) {
      signal.throwIfAborted();
      if (!isStream && before.length < MAX_KEPT) before += decoder.decode(bytes, { stream: true });
      take(events.read(bytes));
      // Some servers keep the connection open after the end.
      if (reader.isDone) break;
    }
  } catch (error) {
    // Others break it instead of ending it.
    if (error instanceof ProviderError || !reader.isWhole) throw error;
  }
  signal.throwIfAborted();
  const read = endOf(() => take(events.end()), isStream) ? reader.end() : null;
  if (read) return { ...read, firstAt };
  if (!isStream && before.trim() !== '' && !/^\s*:/.test(before))
    return { ...readText(before, facts, protocol), firstAt };
  throw new ProviderError(
    `${facts.baseUrl} sent a stream without any completion. Try it without streaming.`,
    {
      failure: 'broken-stream',
    },
  );
}

/** An answer that is no stream may end in something that looks like an event and is none. */
function endOf(take: () => void, isStream: boolean): boolean {
  if (isStream) {
    take();
    return true;
  }
  try {
    take();
    return true;
  } catch (error) {
    if (error instanceof ProviderError && error.failure === 'broken-stream') return false;
    throw error;
  }
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
