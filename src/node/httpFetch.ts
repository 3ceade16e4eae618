/** `fetch` for many calls to one endpoint. Loads its HTTP client on first use. */

import type { Send } from '../core/ports/http.js';

export interface HttpOptions {
  /** Connections to one server, kept open between calls: as many as calls in flight. Absent: no limit. */
  readonly connections?: number;
  /** Max silence in ms within a response. Default: 5 minutes. */
  readonly silenceMs?: number;
  /** Replaces the proxies of the environment. */
  readonly proxy?: ProxySettings | undefined;
}

export interface ProxySettings {
  /** For example `http://proxy.example:3128`. */
  readonly url: string;
  /** Hosts that are reached directly, as in `NO_PROXY`; absent: those of the environment. */
  readonly except?: string | undefined;
}

/**
 * Goes through the proxy that is given, else through those that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (upper or lower
 * case) name; never for this machine. Follows no redirects. Rejects as `fetch` does: with the signal's reason, or a
 * `TypeError` whose cause says why.
 */
export function httpFetch(options: HttpOptions = {}): typeof fetch {
  const load = once(async () => (await import('./undiciFetch.js')).undiciFetch(options));
  return async (input, init) => (await load())(input, init);
}

/** The same for calls: a third of the CPU time. */
export function httpSend(options: HttpOptions = {}): Send {
  const load = once(async () => (await import('./undiciSend.js')).undiciSend(options));
  return async (url, request) => (await load())(url, request);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
