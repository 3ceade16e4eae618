/** Model servers on this machine, on their default ports. */

import { placeOf, publicUrl } from '../core/models/address.js';
import { refuseForeign } from '../core/models/notCompatible.js';
import { providerErrorFrom } from '../core/models/openAiErrors.js';
import { requestHeaders } from '../core/models/requestHeaders.js';
import { secretsOf, without } from '../core/models/secrets.js';

export interface LocalServer {
  readonly name: string;
  readonly baseUrl: string;
  /** Model ids the server lists, in its order. */
  readonly models: readonly string[];
}

const USUAL: readonly { readonly name: string; readonly port: number }[] = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'llama.cpp', port: 8080 },
  { name: 'vLLM', port: 8000 },
];

const PATIENCE_MS = 800;

export interface ListingOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly patienceMs?: number;
  readonly fetchFrom?: typeof fetch;
  readonly signal?: AbortSignal;
}

/** Those that answer and list at least one model, in the order above. */
export async function findLocalServers(
  options: Pick<ListingOptions, 'fetchFrom' | 'signal'> = {},
): Promise<LocalServer[]> {
  const found = await Promise.all(
    USUAL.map(async ({ name, port }) => {
      const baseUrl = `http://127.0.0.1:${port}/v1`;
      // Most of these ports are closed, or used by another program.
      const models = await listModels(baseUrl, options).catch(() => []);
      return { name, baseUrl, models };
    }),
  );
  options.signal?.throwIfAborted();
  return found.filter(({ models }) => models.length > 0);
}

function modelsAddress(baseUrl: string): string {
  const { url, search } = placeOf(baseUrl);
  return `${url}/models${search}`;
}

/** The ids at `GET /models`. Throws `ProviderError` when the endpoint does not answer in that form. */
export async function listModels(
  baseUrl: string,
  { headers = {}, patienceMs = PATIENCE_MS, fetchFrom = fetch, signal }: ListingOptions = {},
): Promise<string[]> {
  const patience = AbortSignal.timeout(patienceMs);
  const told = { baseUrl, apiKey: null, headers };
  const { secrets } = secretsOf(told);
  const shown = publicUrl(baseUrl);
  try {
    const response = await fetchFrom(modelsAddress(baseUrl), {
      headers: requestHeaders(told),
      signal: signal ? AbortSignal.any([patience, signal]) : patience,
    });
    refuseForeign(shown, response, (text) => without(text, secrets));
    if (!response.ok)
      throw Object.assign(new Error(response.statusText), { status: response.status });
    const body = (await response.json()) as { data?: { id?: unknown }[] } | null;
    const data = Array.isArray(body?.data) ? body.data : [];
    return data.map(({ id }) => id).filter((id): id is string => typeof id === 'string');
  } catch (error) {
    signal?.throwIfAborted();
    throw providerErrorFrom(error, { baseUrl: shown, model: '', secrets, now: Date.now() });
  }
}
