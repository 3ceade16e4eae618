/** What a call needs of `fetch`, straight from undici's connection pools: the objects of `fetch` take longer to make than the call. */

import type { HttpResponse, Send } from '../core/ports/http.js';
import type { HttpOptions } from './httpFetch.js';
import { basicAuthorization, openPools, rejectingLikeFetch } from './undiciPools.js';

/** See `httpSend`. */
export function undiciSend(options: HttpOptions): Send {
  const pools = openPools(options);
  return async (url, { method, headers, body, signal }) => {
    const at = new URL(url);
    const key = at.username === '' ? {} : { authorization: basicAuthorization(at) };
    const call = {
      ...{ origin: at.origin, path: at.pathname + at.search, method, body, signal },
      headers: { 'user-agent': 'plumbline', ...key, ...headers },
    };
    return rejectingLikeFetch(signal, async () => responseFrom(await pools(call)));
  };
}

type Answer = Awaited<ReturnType<ReturnType<typeof openPools>>>;

async function responseFrom({ statusCode: status, headers, body }: Answer): Promise<HttpResponse> {
  const get = (name: string): string | null => {
    const value = headers[name];
    return (typeof value === 'string' ? value : value?.join(', ')) ?? null;
  };
  const isStream = get('content-type')?.startsWith('text/event-stream') === true;
  const whole = isStream ? null : await body.text();
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get },
    body: isStream ? body : null,
    text: async () => whole ?? body.text(),
  };
}
