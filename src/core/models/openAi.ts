/** Any endpoint that speaks an OpenAI protocol: chat completions or responses. One request, one answer: no retry, no cache, no log. */

import type { Clock } from '../ports/clock.js';
import type { ModelApi } from '../ports/api.js';
import { piecesOf, type HttpResponse, type Send } from '../ports/http.js';
import type { CallContext, ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import { secretsOf, without } from './secrets.js';
import { versionHint } from './notCompatible.js';
import { ProviderError } from '../errors.js';
import { parseExactJson } from '../text/exactJson.js';
import { publicUrl, shownAddress } from './address.js';
import type { Read } from './completion.js';
import { readErrorBody } from './errorBody.js';
import { createEventReader, type ServerEvent } from './events.js';
import { providerErrorFrom, type CallFacts } from './openAiErrors.js';
import type { Protocol } from './protocol.js';
import { protocolOf } from './protocols.js';
import { restAskedFor } from './waitAsked.js';
import { createWire, type Wire } from './wire.js';
import { worded } from '../say/worded.js';

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
  /** A lighter way for calls, which are many. Absent: `fetch`. */
  readonly send?: Send;
  readonly clock: Clock;
}

/** A provider for one endpoint. `complete` throws only `ProviderError` or the signal's reason. */
export function openAiProvider(options: OpenAiOptions): ModelProvider {
  const wire = lazily(() => createWire({ send: options.fetch, ...options }));
  const shown = shownEndpoint(options);
  const protocol = protocolOf(options.api);
  return {
    id: shownAddress(options.baseUrl, options.api),
    recorded: false,
    fieldsOf: (request) => protocol.optionalFields(request, options.stream),
    missingFields: (request) => protocol.missingFields(request),
    async complete(request, context) {
      return send(request, { ...options, ...context, shown, protocol, wire });
    },
  };
}

/** An endpoint as messages may name it, and what must not be repeated, though some endpoints quote it when they refuse it. */
export const shownEndpoint = (options: OpenAiOptions): ShownEndpoint => ({
  baseUrl: publicUrl(options.baseUrl),
  ...secretsOf(options),
});

type ShownEndpoint = Pick<CallFacts, 'baseUrl' | 'secrets' | 'keys'>;

type Sending = OpenAiOptions &
  CallContext & {
    readonly shown: ShownEndpoint;
    readonly protocol: Protocol;
    readonly wire: () => Wire;
  };

/** So many times as long as the response may take to start: an answer that goes on for longer is given up. */
const LONGEST_ANSWER = 5;

/** A server that keeps sending, but comes to no end, is given up like one that sends nothing. */
async function send(request: ChatRequest, options: Sending): Promise<Completion> {
  const { signal, timeoutMs, shown } = options;
  signal.throwIfAborted();
  const call = new AbortController();
  const cancel = () => call.abort(signal.reason);
  signal.addEventListener('abort', cancel, { once: true });
  const longestMs = LONGEST_ANSWER * timeoutMs;
  const late = setTimeout(() => call.abort(endless(shown.baseUrl, longestMs)), longestMs);
  try {
    return await answered(request, call, options);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', cancel);
  }
}

const endless = (baseUrl: string, longestMs: number) =>
  new ProviderError(
    worded`${baseUrl} did not come to the end of its answer in ${Math.round(longestMs / 1000)} s.`,
    { failure: 'timeout' },
  );

async function answered(
  request: ChatRequest,
  call: AbortController,
  options: Sending,
): Promise<Completion> {
  const { clock, shown, omit, protocol, wire } = options;
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
    const answeredAt = () => ({ ...facts, now: clock.now() });
    const response = await wire().post(protocol.path, body, call, answeredAt);
    hasBegun = true;
    const restMs = restAskedFor(response.headers, clock.now());
    if (restMs !== null) options.onRest?.(restMs);
    const read = stream
      ? await readStreamed(response, facts, { signal: call.signal, clock, protocol })
      : { ...(await readWhole(response, facts, protocol)), firstAt: null };
    const { firstAt, ...completion } = read;
    return {
      ...completion,
      latencyMs: clock.now() - sentAt,
      ttftMs: firstAt === null ? null : firstAt - sentAt,
    };
  } catch (error) {
    call.signal.throwIfAborted();
    throw providerErrorFrom(error, { ...facts, now: clock.now(), hasBegun });
  }
}

const readWhole = async (response: HttpResponse, facts: CallFacts, protocol: Protocol) =>
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

/** Of what a server says in place of an answer. */
const LONGEST_QUOTE = 300;

/** JSON that is cut off, or something that was never JSON: a page, a greeting. */
function unreadable(text: string, facts: CallFacts): ProviderError {
  const { baseUrl, secrets } = facts;
  const message = without(readErrorBody(text).message, secrets).slice(0, LONGEST_QUOTE);
  return /^[{[]/.test(text)
    ? new ProviderError(
        worded`The answer of ${baseUrl} could not be read (${message.slice(0, 80)}).`,
        {
          failure: 'broken-stream',
        },
      )
    : new ProviderError(
        worded`${baseUrl} sent no completion. It said: "${message}". ${versionHint(baseUrl)}`,
        { failure: 'not-compatible' },
      );
}

/** What came before the first chunk is kept, for an answer that is no stream. */
const MAX_KEPT = 1_000_000;

async function readStreamed(
  response: HttpResponse,
  facts: CallFacts,
  { signal, clock, protocol }: Pick<Sending, 'signal' | 'clock' | 'protocol'>,
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
    for await (const bytes of piecesOf(response.body)) {
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
    worded`${facts.baseUrl} sent a stream without any completion. Try it without streaming.`,
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

/** What an unusable address or key throws is the failure of a call, and not of what only names the endpoint. */
function lazily<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
