/** What the SDK throws → a `ProviderError`: what happened, in words, and the kind of failure, which decides about retries. */

import { ProviderError, type ProviderFailure } from '../errors.js';
import { isRecord, textOrNull } from '../text/narrow.js';

interface SdkError {
  readonly status?: number;
  readonly headers?: Headers;
  readonly code?: string | null;
  readonly param?: string | null;
  readonly message: string;
  readonly cause?: unknown;
  readonly name?: string;
}

export interface CallFacts {
  readonly baseUrl: string;
  readonly model: string;
  /** Replaced by `…` wherever the endpoint repeats them. */
  readonly secrets: readonly (string | null)[];
  /** Milliseconds since the epoch, for a `Retry-After` that names a time. */
  readonly now: number;
}

/** Returns a `ProviderError` (also one that is wrapped) as it stands. */
export function providerErrorFrom(
  thrown: unknown,
  { baseUrl, model, secrets, now }: CallFacts,
): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const error = sdkError(thrown);
  if (error.cause instanceof ProviderError) return error.cause;
  const details = secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '…') : text),
    messageOf(error),
  );
  const { status } = error;
  if (typeof status === 'number')
    return fromStatus(error, { baseUrl, model, details, status, now });
  if (/timed? ?out/i.test(error.message)) {
    return new ProviderError(`${baseUrl} did not respond in time.`, {
      failure: 'timeout',
      cause: thrown,
    });
  }
  if (isConnectionFailure(error)) {
    return new ProviderError(
      `Cannot reach ${baseUrl} (${details}). Check that the server is running and the address is correct.`,
      {
        failure: 'unreachable',
        cause: thrown,
      },
    );
  }
  return new ProviderError(`The response from ${baseUrl} could not be read (${details}).`, {
    failure: 'broken-stream',
    cause: thrown,
  });
}

function sdkError(thrown: unknown): SdkError {
  if (thrown instanceof Error) return thrown;
  if (!isRecord(thrown)) return { message: String(thrown) };
  return { message: textOrNull(thrown['message']) ?? '', code: textOrNull(thrown['code']) };
}

function fromStatus(error: SdkError, { now, ...facts }: Facts & { now: number }): ProviderError {
  const { status } = facts;
  const parameter = status === 400 || status === 422 ? refusedParameter(error) : null;
  const failure = parameter ? 'unsupported-parameter' : failureOf(status, error);
  return new ProviderError(SENTENCES[failure](facts), {
    failure,
    status,
    parameter,
    retryAfterMs: error.headers ? retryAfterOf(error.headers, now) : null,
    cause: error,
  });
}

function failureOf(status: number, { code, message }: SdkError): ProviderFailure {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 404) return 'not-found';
  if (status === 429)
    return code === 'insufficient_quota' || /insufficient_quota/.test(message)
      ? 'quota'
      : 'rate-limited';
  if (status === 408 || status === 409 || status >= 500) return 'server';
  return /model/i.test(message) && /not (?:found|exist)|does not exist|unknown/i.test(message)
    ? 'not-found'
    : 'bad-request';
}

type Facts = { baseUrl: string; model: string; status: number; details: string };

const SENTENCES: Record<ProviderFailure, (facts: Facts) => string> = {
  unauthorised: ({ baseUrl, status, details }) =>
    `${baseUrl} rejected the API key (${status}: ${details}). Check the environment variable that plumbline.yml names under \`apiKey\`.`,
  'not-found': ({ baseUrl, model, status, details }) =>
    `${baseUrl} did not find the model "${model}" or the address (${status}: ${details}). Check that the endpoint lists the model, and the base URL; most end in /v1.`,
  'rate-limited': ({ baseUrl, details }) =>
    `${baseUrl} is limiting the request rate (429: ${details}).`,
  quota: ({ baseUrl, details }) =>
    `${baseUrl} reports that the account has no credit left (429: ${details}).`,
  'bad-request': ({ baseUrl, status, details }) =>
    `${baseUrl} rejected the request (${status}: ${details}).`,
  'unsupported-parameter': ({ baseUrl, status, details }) =>
    `${baseUrl} rejected a parameter (${status}: ${details}).`,
  server: ({ baseUrl, status, details }) => `${baseUrl} failed (${status}: ${details}).`,
  unreachable: ({ baseUrl, details }) => `Cannot reach ${baseUrl} (${details}).`,
  'not-compatible': ({ baseUrl, details }) =>
    `${baseUrl} is not an OpenAI-compatible endpoint (${details}).`,
  'broken-stream': ({ baseUrl, details }) =>
    `The response from ${baseUrl} was cut off (${details}).`,
  timeout: ({ baseUrl }) => `${baseUrl} did not respond in time.`,
  'not-recorded': ({ details }) => details,
};

/** The optional parameters a run can do without, as endpoints name them when they refuse them. */
const OPTIONAL_PARAMETERS = ['top_logprobs', 'logprobs', 'stream_options', 'seed'] as const;

function refusedParameter({ param, message }: SdkError): string | null {
  const named = OPTIONAL_PARAMETERS.find(
    (name) => param === name || new RegExp(`\\b${name}\\b`).test(message),
  );
  return named ?? null;
}

/**
 * The wait the endpoint asks for, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date
 * (RFC 9110, 10.2.3). A date is compared with the answer's own `Date` where there is one, so that a clock that is wrong
 * here does not matter. Null without either, or where it cannot be read.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const milliseconds = numberIn(headers.get('retry-after-ms'));
  if (milliseconds !== null) return Math.max(0, milliseconds);
  const value = headers.get('retry-after');
  const seconds = numberIn(value);
  if (seconds !== null) return Math.max(0, seconds * 1000);
  const until = Date.parse(value ?? '');
  if (Number.isNaN(until)) return null;
  const sent = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(sent) ? now : sent));
}

/** Null for a header that is absent, empty or not a number. */
function numberIn(header: string | null): number | null {
  const value = header?.trim() ? Number(header) : NaN;
  return Number.isFinite(value) ? value : null;
}

const CONNECTION_CODES =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|UND_ERR|fetch failed|socket|terminated|Connection error/i;

function isConnectionFailure(error: SdkError): boolean {
  return CONNECTION_CODES.test(messageOf(error)) || CONNECTION_CODES.test(error.message);
}

/** The innermost cause says most; one line of it is enough. */
function messageOf(error: SdkError): string {
  const chain: string[] = [];
  for (
    let at: SdkError | null = error;
    at && chain.length < 5;
    at = at.cause === undefined || at.cause === null ? null : sdkError(at.cause)
  ) {
    chain.push([at.code, at.message].filter(Boolean).join(' '));
  }
  const deepest = chain.findLast((text) => text !== '') ?? 'no details';
  return (deepest.split('\n', 1)[0] ?? '').replace(/^\d{3} /, '').slice(0, 300);
}
