/** Whether an endpoint can be used: which models it lists, and what one of them supports. */

import { probeCapabilities, type Capabilities } from '../core/models/capabilities.js';
import { openAiProvider } from '../core/models/openAi.js';
import type { ModelApi } from '../core/ports/api.js';
import { systemClock } from '../core/ports/systemClock.js';
import type { ChosenModel } from './chooseModel.js';
import { authorization } from './endpoint.js';
import { httpFetch, httpSend, type ProxySettings } from './httpFetch.js';
import { listModels } from './localServers.js';

const PATIENCE_MS = 8000;
const TIMEOUT_MS = 60_000;

export interface Address {
  readonly baseUrl: string;
  readonly apiKey: string | null;
}

/** Throws `ProviderError` where the endpoint does not answer, refuses the key, or lists no models. */
export const listedModels = (
  { baseUrl, apiKey, headers = {} }: Address & { readonly headers?: ChosenModel['headers'] },
  { proxy, signal }: { proxy?: ProxySettings | undefined; signal?: AbortSignal } = {},
): Promise<readonly string[]> =>
  listModels(baseUrl, {
    headers: { ...authorization(apiKey), ...headers },
    patienceMs: PATIENCE_MS,
    fetchFrom: httpFetch({ proxy }),
    ...(signal ? { signal } : {}),
  });

/** By a few short calls, through the API that the endpoint says it needs. Throws only the signal's reason. */
export async function checkModel(
  { baseUrl, apiKey, model }: Address & { readonly model: string },
  { signal, proxy }: { signal: AbortSignal; proxy: ProxySettings | undefined },
): Promise<Capabilities> {
  const shared = {
    ...{ baseUrl, apiKey, headers: {}, timeoutMs: TIMEOUT_MS },
    ...{ fetch: httpFetch({ proxy }), send: httpSend({ proxy }), clock: systemClock },
  };
  const through = (api: ModelApi) =>
    probeCapabilities(
      {
        streamed: openAiProvider({ ...shared, api, stream: true }),
        plain: openAiProvider({ ...shared, api, stream: false }),
      },
      model,
      { signal },
    );
  const found = await through('chat');
  const { needsApi: api } = found;
  return api === undefined ? found : { ...(await through(api)), api };
}
