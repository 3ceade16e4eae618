/** The browser's own `fetch`: it keeps connections and knows proxies by itself, and asks servers whether it may. */

import type * as OnDisk from '../node/httpFetch.js';

export type { HttpOptions, ProxySettings } from '../node/httpFetch.js';

/** A browser does not say why it refused: the server may be away, or not allow it. */
const WHY =
  'In a browser, a server must also allow requests from other sites (CORS), and a page from HTTPS reaches plain HTTP on this machine alone';

const REDIRECTED = 'it redirects to another address, which is not followed';

export const httpFetch: typeof OnDisk.httpFetch = () => async (input, init) => {
  // What sends elsewhere is not followed: it would take the key along.
  const response = await fetch(input, { ...init, redirect: 'manual' }).catch((error: unknown) => {
    init?.signal?.throwIfAborted();
    throw error instanceof TypeError ? failedFor(WHY) : error;
  });
  if (response.type === 'opaqueredirect') throw failedFor(REDIRECTED);
  return response;
};

const failedFor = (why: string) => new TypeError('fetch failed', { cause: new Error(why) });

export const httpSend: typeof OnDisk.httpSend = httpFetch;
