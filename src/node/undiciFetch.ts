/** `fetch` on undici's connection pools. */

import { Readable } from 'node:stream';
import { arrayBuffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import type { Dispatcher } from 'undici';
import type { HttpOptions } from './httpFetch.js';
import { basicAuthorization, openPools, rejectingLikeFetch, type Call } from './undiciPools.js';
import { unpacked } from './unpacked.js';

/** Answers without a body by definition: a `Response` with one would throw. */
const BODILESS = new Set([204, 205, 304]);

/** See `httpFetch`. */
export function undiciFetch(options: HttpOptions): typeof fetch {
  const pools = openPools(options);
  return async (input, init = {}) => {
    const call = callOf(input, init);
    return rejectingLikeFetch(call.signal, async () => responseFrom(await pools(call)));
  };
}

function callOf(input: Parameters<typeof fetch>[0], init: RequestInit): Call {
  // A full `Request` is expensive, so it is used only for bodies that are not text.
  const isPlain =
    !(input instanceof Request) && (init.body == null || typeof init.body === 'string');
  const asked = isPlain ? null : new Request(input, { ...init, duplex: 'half' } as RequestInit);
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = Object.fromEntries(new Headers(asked?.headers ?? init.headers));
  const key = basicAuthorization(url);
  if (key !== null) headers['authorization'] ??= key;
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
  // What is empty is packed in no way.
  const encodings = headers.get('content-length') === '0' ? null : headers.get('content-encoding');
  const plain = unpacked(body, encodings);
  const content = isStream ? Readable.toWeb(plain) : await arrayBuffer(plain);
  return new Response(content as ReadableStream<Uint8Array> & BodyInit, { status, headers });
}
