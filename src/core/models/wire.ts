/** The requests to one endpoint: where they go, what they carry, how long they may take to be answered. */

import type { HttpResponse, Send } from '../ports/http.js';
import { ProviderError } from '../errors.js';
import { placeOf, publicUrl } from './address.js';
import { readErrorBody } from './errorBody.js';
import { refusePage, refuseRedirect } from './notCompatible.js';
import { errorFromBody, type CallFacts } from './openAiErrors.js';
import { requestHeaders } from './requestHeaders.js';

export interface WireOptions {
  /** For instance `http://127.0.0.1:8080/v1`. */
  readonly baseUrl: string;
  /** Null sends no `Authorization` header. */
  readonly apiKey: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Until the response begins. */
  readonly timeoutMs: number;
  readonly send: Send;
}

export interface Wire {
  /**
   * A response of success. Throws `ProviderError` for any other, and aborts the call with one when none begins in time. Throws
   * what `send` throws.
   */
  post(path: string, body: object, call: AbortController, facts: FactsOf): Promise<HttpResponse>;
}

/** What is known of a call when its response is there. */
export type FactsOf = () => CallFacts;

export function createWire({ baseUrl, apiKey, headers, timeoutMs, send }: WireOptions): Wire {
  const { url, query } = placeOf(baseUrl);
  const shown = publicUrl(baseUrl);
  const search = new URLSearchParams(query).toString();
  const carried = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    ...requestHeaders({ baseUrl, apiKey, headers }),
  };
  return {
    async post(path, body, call, facts) {
      const late = setTimeout(() => call.abort(tooLate(shown)), timeoutMs);
      try {
        const response = await send(`${url}${path}${search === '' ? '' : `?${search}`}`, {
          ...{ method: 'POST', headers: carried, signal: call.signal },
          body: JSON.stringify(body),
        });
        refusePage(shown, response);
        refuseRedirect(shown, response);
        if (!response.ok) throw await refusal(response, facts());
        return response;
      } finally {
        clearTimeout(late);
      }
    },
  };
}

const tooLate = (baseUrl: string) =>
  new ProviderError(`${baseUrl} did not respond in time.`, { failure: 'timeout' });

async function refusal(response: HttpResponse, facts: CallFacts): Promise<ProviderError> {
  const { status, headers } = response;
  const body = readErrorBody(await response.text());
  return errorFromBody({ ...body, status: null }, { ...facts, status, headers });
}
