/** The requests to one endpoint: where they go, what they carry, how long they may take to be answered. */

import { piecesOf, type HttpResponse, type Send } from '../ports/http.js';
import { ProviderError } from '../errors.js';
import { isWebAddress, notAnAddress, placeOf, publicUrl } from './address.js';
import { readErrorBody } from './errorBody.js';
import { refuseForeign } from './notCompatible.js';
import { errorFromBody, type CallFacts } from './openAiErrors.js';
import { requestHeaders } from './requestHeaders.js';
import { secretsOf, without } from './secrets.js';
import { worded } from '../say/worded.js';

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

/** Throws `ProviderError` for an address or a header that cannot be used. */
export function createWire({ baseUrl, apiKey, headers, timeoutMs, send }: WireOptions): Wire {
  const shown = publicUrl(baseUrl);
  if (!isWebAddress(baseUrl))
    throw new ProviderError(notAnAddress(baseUrl), { failure: 'not-compatible' });
  const { url, search } = placeOf(baseUrl);
  const { secrets } = secretsOf({ baseUrl, apiKey, headers });
  const hide = (text: string) => without(text, secrets);
  const carried = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    ...requestHeaders({ baseUrl, apiKey, headers }),
  };
  return {
    async post(path, body, call, facts) {
      const late = setTimeout(() => call.abort(tooLate(shown)), timeoutMs);
      const response = await send(`${url}${path}${search}`, {
        ...{ method: 'POST', headers: carried, signal: call.signal },
        body: JSON.stringify(body),
      }).finally(() => clearTimeout(late));
      try {
        refuseForeign(shown, response, hide);
        if (!response.ok) throw await refusal(response, facts);
        return response;
      } catch (error) {
        // What has not come of it is not waited for.
        call.abort(error);
        throw error;
      }
    },
  };
}

const tooLate = (baseUrl: string) =>
  new ProviderError(worded`${baseUrl} did not respond in time.`, { failure: 'timeout' });

async function refusal(response: HttpResponse, facts: FactsOf): Promise<ProviderError> {
  const { status, headers } = response;
  const body = readErrorBody(await beginningOf(response.body));
  return errorFromBody({ ...body, status: null }, { ...facts(), status, headers });
}

/** More of an error is never read, and nothing that comes later: its status says most. */
const ENOUGH_CHARACTERS = 100_000;
const SOON_MS = 2000;

/** A body that is cut off is what has come of it. */
async function beginningOf(body: HttpResponse['body']): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<{ done: true }>((done) => {
    timer = setTimeout(() => done({ done: true }), SOON_MS);
  });
  try {
    const pieces = piecesOf(body)[Symbol.asyncIterator]();
    while (text.length < ENOUGH_CHARACTERS) {
      const next = await Promise.race([pieces.next(), end]);
      if (next.done) break;
      text += decoder.decode(next.value, { stream: true });
    }
  } catch {
    return text;
  } finally {
    clearTimeout(timer);
  }
  return text;
}
