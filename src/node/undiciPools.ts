/** Kept connections to the servers that are asked, straight or through a proxy. */

import type { Dispatcher } from 'undici';
import methods from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import DispatcherClass from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import type { HttpOptions, ProxySettings } from './httpFetch.js';
import { decoded, isWebAddress } from '../core/models/address.js';
import { isThisMachine } from './localHost.js';
import { wasStale } from './staleConnections.js';

// Same as in undici's main file.
Object.assign(DispatcherClass.prototype, methods);

export type Call = Dispatcher.RequestOptions & {
  readonly origin: string;
  readonly signal: AbortSignal | null;
};

export type Pools = (call: Call) => Promise<Dispatcher.ResponseData>;

/** The pools throw nothing when they are opened: what is wrong with a proxy is told by the first call. */
export function openPools({ connections, silenceMs, proxy }: HttpOptions): Pools {
  const pool = {
    connections: connections ?? null,
    // The caller sets the timeout for the response to start.
    headersTimeout: 0,
    ...(silenceMs === undefined ? {} : { bodyTimeout: silenceMs }),
  };
  const direct = new Agent(pool);
  const openProxies = () => {
    const http = proxyFor('http', proxy);
    const https = proxyFor('https', proxy) ?? http;
    const agent = new EnvHttpProxyAgent({
      ...pool,
      // Plain HTTP goes through the proxy without a tunnel, because many proxies allow tunnels only for HTTPS.
      proxyTunnel: false,
      httpProxy: usableUrl(http),
      httpsProxy: usableUrl(https),
      ...(proxy?.except === undefined ? {} : { noProxy: proxy.except }),
    });
    return { agent, http, https };
  };
  let opened: ReturnType<typeof openProxies> | null = null;
  const throughProxy = (origin: string) => {
    const { agent, http, https } = (opened ??= openProxies());
    refuseUnusable(origin.startsWith('https:') ? https : http);
    return agent;
  };
  return async (call) =>
    sendOver(isThisMachine(call.origin) ? direct : throughProxy(call.origin), call);
}

interface NamedProxy {
  /** Where it is set. */
  readonly name: string;
  readonly url: string;
}

/** The one that calls over this protocol take; of the variables, those in lower case come first. */
function proxyFor(protocol: 'http' | 'https', proxy: ProxySettings | undefined): NamedProxy | null {
  if (proxy) return { name: 'the proxy of the settings', url: proxy.url };
  const variable = `${protocol}_proxy`;
  const name = [variable, variable.toUpperCase()].find((each) => process.env[each] !== undefined);
  const url = name === undefined ? undefined : process.env[name];
  return name && url ? { name, url } : null;
}

const usableUrl = (proxy: NamedProxy | null): string =>
  proxy && isWebAddress(proxy.url) ? proxy.url : '';

/** Throws an error that names the setting, and not what it holds: that may be a password. */
function refuseUnusable(proxy: NamedProxy | null): void {
  if (proxy && usableUrl(proxy) === '')
    throw new Error(`${proxy.name} is no URL such as http://proxy.example:3128`);
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

/** Of the name and password in an address; null where there are none. */
export function basicAuthorization({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** Retries a call on a new connection if the server closed an idle one just as the call started. */
async function sendOver(dispatcher: Dispatcher, call: Call): Promise<Dispatcher.ResponseData> {
  try {
    return await dispatcher.request(call);
  } catch (error) {
    const canRepeat = typeof call.body === 'string' || call.body === null;
    if (!canRepeat || call.signal?.aborted || !wasStale(error)) throw error;
    return dispatcher.request(call);
  }
}
