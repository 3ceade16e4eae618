/** The `openai` package's client of an endpoint, for what is asked seldom: files, batches, embeddings. */

import type OpenAI from 'openai';
import { placeOf, publicUrl } from './address.js';
import { readErrorBody } from './errorBody.js';
import { refuseForeign } from './notCompatible.js';
import type { OpenAiOptions } from './openAi.js';
import { requestHeaders } from './requestHeaders.js';
import { secretsOf, without } from './secrets.js';

/** Throws `ProviderError` for a key or a header that cannot be sent. It is loaded with the first client, so that commands that need none start without it. */
export async function createClient(options: OpenAiOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  const place = placeOf(options.baseUrl);
  const shown = publicUrl(options.baseUrl);
  return new Client({
    baseURL: place.url,
    defaultQuery: Object.fromEntries(new URLSearchParams(place.search)),
    // The SDK refuses to start without a key; endpoints without one are sent no Authorization header.
    apiKey: options.apiKey ?? 'none',
    // The key is the user's own, and no page has it: an editor's extension host is not one.
    dangerouslyAllowBrowser: true,
    organization: null,
    project: null,
    maxRetries: 0,
    // It would write what it cannot parse to the console; every failure is an outcome here.
    logLevel: 'off',
    timeout: options.timeoutMs,
    fetch: async (input, init) => {
      const response = await options.fetch(input, init);
      refuseForeign(shown, response, (text) => without(text, secretsOf(options).secrets));
      return response.ok ? response : inOneForm(response);
    },
    defaultHeaders: { Authorization: null, ...requestHeaders(options) },
  });
}

/** An error in the one form the SDK reads, whatever form the server sent it in. */
async function inOneForm(response: Response): Promise<Response> {
  const { message, code, param, retryAfterMs } = readErrorBody(await response.text());
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  headers.set('content-type', 'application/json');
  if (retryAfterMs !== null && !headers.has('retry-after'))
    headers.set('retry-after-ms', String(retryAfterMs));
  const body = JSON.stringify({ error: { message, code, param } });
  return new Response(body, { status: response.status, headers });
}
