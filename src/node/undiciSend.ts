/** What a call needs of `fetch`, straight from undici's connection pools: the objects of `fetch` take longer to make than the call. */

import { text as textOf } from 'node:stream/consumers';
import type { HttpResponse, Send } from '../core/ports/http.js';
import type { HttpOptions } from './httpFetch.js';
import { basicAuthorization, openPools, rejectingLikeFetch } from './undiciPools.js';
import { unpacked } from './unpacked.js';

/** See `httpSend`. */
export function undiciSend(options: HttpOptions): Send {
  const pools = openPools(options);
  return async (url, { method, headers, body, signal }) => {
    const at = new URL(url);
    const key = headers['authorization'] ?? basicAuthorization(at);
    const call = {
      ...{ origin: at.origin, path: at.pathname + at.search, method, body, signal },
      headers: {
        'user-agent': 'plumbline',
        ...headers,
        ...(key === null ? {} : { authorization: key }),
      },
    };
    return rejectingLikeFetch(signal, async () => responseFrom(await pools(call)));
  };
}

type Answer = Awaited<ReturnType<ReturnType<typeof openPools>>>;

function responseFrom({ statusCode: status, headers, body: sent }: Answer): HttpResponse {
  const get = (name: string): string | null => {
    const value = headers[name];
    return (typeof value === 'string' ? value : value?.join(', ')) ?? null;
  };
  const body = unpacked(sent, get('content-encoding'));
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get },
    body,
    text: () => (body === sent ? sent.text() : textOf(body)),
  };
}
