/** Kept connections to the servers that are asked, straight or through a proxy. */

import type { Dispatcher } from 'undici';
import methods from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import DispatcherClass from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import type { HttpOptions } from './httpFetch.js';
import { isThisMachine } from './localHost.js';

// Same as in undici's main file.
Object.assign(DispatcherClass.prototype, methods);

export type Call = Dispatcher.RequestOptions & {
  readonly origin: string;
  readonly signal: AbortSignal | null;
};

export type Pools = (call: Call) => Promise<Dispatcher.ResponseData>;

export function openPools({ connections, silenceMs, proxy }: HttpOptions): Pools {
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
  return (call) => sendOver(isThisMachine(call.origin) ? direct : throughProxy, call);
}

/** With the signal's reason, or a `TypeError` whose cause says why. */
export async function rejectingLikeFetch<T>(
  signal: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new TypeError('fetch failed', { cause: error });
  }
}

export function basicAuthorization({ username, password }: URL): string {
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
