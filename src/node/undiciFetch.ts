/** `fetch` on undici's connection pools: a third of the CPU that the global one takes for a small call. */

import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Dispatcher } from 'undici';
import methods from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import DispatcherClass from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import type { HttpOptions } from './httpFetch.js';
import { isThisMachine } from './localHost.js';

// Same as in undici's main file.
Object.assign(DispatcherClass.prototype, methods);

/** Answers without a body by definition: a `Response` with one would throw. */
const BODILESS = new Set([204, 205, 304]);

/** See `httpFetch`. */
export function undiciFetch({ connections, silenceMs, proxy }: HttpOptions): typeof fetch {
  const pool = {
    connections: connections ?? null,
    // The caller sets the timeout for the response to start.
    headersTimeout: 0,
    ...(silenceMs === undefined ? {} : { bodyTimeout: silenceMs }),
  };
  const direct = new Agent(pool);
  const throughProxy = new EnvHttpProxyAgent({
    ...pool,
    // Plain HTTP goes through the proxy without a tunnel, because many proxies allow tunnels only for HTTPS.
    proxyTunnel: false,
    ...(proxy ? { httpProxy: proxy.url, httpsProxy: proxy.url } : {}),
    ...(proxy?.except === undefined ? {} : { noProxy: proxy.except }),
  });
  return async (input, init = {}) => {
    const call = callOf(input, init);
    const dispatcher = isThisMachine(call.origin) ? direct : throughProxy;
    try {
      return await responseFrom(await sendOver(dispatcher, call));
    } catch (error) {
      if (call.signal?.aborted) throw call.signal.reason;
      throw new TypeError('fetch failed', { cause: error });
    }
  };
}

type Call = Dispatcher.RequestOptions & {
  readonly origin: string;
  readonly signal: AbortSignal | null;
};

function callOf(input: Parameters<typeof fetch>[0], init: RequestInit): Call {
  // A full `Request` is expensive, so it is used only for bodies that are not text.
  const isPlain =
    !(input instanceof Request) && (init.body == null || typeof init.body === 'string');
  const asked = isPlain ? null : new Request(input, { ...init, duplex: 'half' } as RequestInit);
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = Object.fromEntries(new Headers(asked?.headers ?? init.headers));
  if (url.username !== '') headers['authorization'] ??= basicAuthorization(url);
  const streamed = asked?.body
    ? Readable.fromWeb(asked.body as ReadableStream<Uint8Array>)
    : undefined;
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: (asked?.method ?? init.method ?? 'GET') as Dispatcher.HttpMethod,
    headers,
    body: streamed ?? (typeof init.body === 'string' ? init.body : null),
    signal: asked?.signal ?? init.signal ?? null,
  };
}

function basicAuthorization({ username, password }: URL): string {
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** Retries a call on a new connection if the server closed an idle one just as the call started. */
async function sendOver(dispatcher: Dispatcher, call: Call): Promise<Dispatcher.ResponseData> {
  try {
    return await dispatcher.request(call);
  } catch (error) {
    const canRepeat = typeof call.body === 'string' || call.body === null;
    if (!canRepeat || call.signal?.aborted || !isStaleConnection(error)) throw error;
    return dispatcher.request(call);
  }
}

/** Whether the connection was reused and ended before responding to this call. */
function isStaleConnection(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const socket = 'socket' in error ? (error.socket as { bytesRead?: number } | null) : null;
  return error.code === 'UND_ERR_SOCKET' && (socket?.bytesRead ?? 0) > 0;
}

async function responseFrom(answer: Dispatcher.ResponseData): Promise<Response> {
  const { statusCode: status, body } = answer;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  if (BODILESS.has(status)) {
    await body.dump();
    return new Response(null, { status, headers });
  }
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  const content = isStream ? Readable.toWeb(body) : await body.arrayBuffer();
  return new Response(content as ReadableStream<Uint8Array> & BodyInit, { status, headers });
}
