/** The browser's own `fetch`: it keeps connections and knows proxies by itself, and asks servers whether it may. */

import type * as OnDisk from '../node/httpFetch.js';

export type { HttpOptions, ProxySettings } from '../node/httpFetch.js';

/** A browser does not say why it refused: the server may be away, or not allow it. */
const WHY =
  'In a browser, a server must also allow requests from other sites (CORS), and a page from HTTPS reaches plain HTTP on this machine alone';

export const httpFetch: typeof OnDisk.httpFetch = () => async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    init?.signal?.throwIfAborted();
    throw error instanceof TypeError
      ? new TypeError('fetch failed', { cause: new Error(WHY) })
      : error;
  }
};

export const httpSend: typeof OnDisk.httpSend = httpFetch;
