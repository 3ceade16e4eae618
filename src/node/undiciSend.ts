/** What a call needs of `fetch`, straight from undici's connection pools: the objects of `fetch` take longer to make than the call. */

import { pipeline, type Readable, type Transform } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpResponse, Send } from '../core/ports/http.js';
import type { HttpOptions } from './httpFetch.js';
import { basicAuthorization, openPools, rejectingLikeFetch } from './undiciPools.js';

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
  const packed = get('content-encoding');
  const body = packed === null ? sent : unpacked(sent, packed.trim().toLowerCase());
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get },
    body,
    text: () => (body === sent ? sent.text() : textOf(body)),
  };
}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Nobody asked for it, but some servers compress all the same. */
function unpacked(body: Readable, encoding: string): Readable {
  const unpacker = UNPACKERS[encoding]?.();
  // An end in the middle is the reader's to notice.
  return unpacker ? pipeline(body, unpacker, () => undefined) : body;
}
