/** What the SDK throws → what happened, in words, and whether another try is worth it. */

import { ProviderError, type ProviderFailure } from '../errors.js';

interface SdkError {
  readonly status?: number;
  readonly headers?: Headers;
  readonly code?: string | null;
  readonly param?: string | null;
  readonly message: string;
  readonly cause?: unknown;
  readonly name?: string;
}

export function providerErrorFrom(
  thrown: unknown,
  {
    baseUrl,
    model,
    secrets,
  }: { baseUrl: string; model: string; secrets: readonly (string | null)[] },
): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const error = thrown as SdkError;
  if (error.cause instanceof ProviderError) return error.cause;
  const details = secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '…') : text),
    messageOf(error),
  );
  if (typeof error.status === 'number') return fromStatus(error, { baseUrl, model, details });
  if (/timed? ?out/i.test(error.message)) {
    return new ProviderError(`${baseUrl} did not answer in time.`, {
      failure: 'timeout',
      cause: thrown,
    });
  }
  if (isConnectionFailure(error)) {
    return new ProviderError(
      `Cannot reach ${baseUrl} (${details}). Is the server running, and is the address right?`,
      {
        failure: 'unreachable',
        cause: thrown,
      },
    );
  }
  return new ProviderError(`The answer of ${baseUrl} could not be read (${details}).`, {
    failure: 'broken-stream',
    cause: thrown,
  });
}

function fromStatus(
  error: SdkError,
  { baseUrl, model, details }: { baseUrl: string; model: string; details: string },
): ProviderError {
  const status = error.status as number;
  const parameter = status === 400 || status === 422 ? refusedParameter(error) : null;
  const failure = parameter ? 'unsupported-parameter' : failureOf(status, error);
  return new ProviderError(SENTENCES[failure]({ baseUrl, model, status, details }), {
    failure,
    status,
    parameter,
    retryAfterMs: retryAfterOf(error.headers),
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
    `${baseUrl} refused the key (${status}: ${details}). Check the environment variable that plumbline.yml names under \`apiKey\`.`,
  'not-found': ({ baseUrl, model, status, details }) =>
    `${baseUrl} does not know the model "${model}" or the address (${status}: ${details}). Is it one of the models it lists, and is the address right? Most end in /v1.`,
  'rate-limited': ({ baseUrl, details }) =>
    `${baseUrl} limits the rate of calls (429: ${details}).`,
  quota: ({ baseUrl, details }) =>
    `${baseUrl} says the account has no credit left (429: ${details}).`,
  'bad-request': ({ baseUrl, status, details }) =>
    `${baseUrl} refused the request (${status}: ${details}).`,
  'unsupported-parameter': ({ baseUrl, status, details }) =>
    `${baseUrl} does not take one of the parameters (${status}: ${details}).`,
  server: ({ baseUrl, status, details }) => `${baseUrl} failed (${status}: ${details}).`,
  unreachable: ({ baseUrl, details }) => `Cannot reach ${baseUrl} (${details}).`,
  'not-compatible': ({ baseUrl, details }) =>
    `What answers at ${baseUrl} is no OpenAI-compatible endpoint (${details}).`,
  'broken-stream': ({ baseUrl, details }) => `The answer of ${baseUrl} broke off (${details}).`,
  timeout: ({ baseUrl }) => `${baseUrl} did not answer in time.`,
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

/** `Retry-After` in seconds or as a date, or the milliseconds some endpoints send. */
function retryAfterOf(headers: Headers | undefined): number | null {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(milliseconds)) return milliseconds;
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : null;
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
    let at: SdkError | undefined = error;
    at && chain.length < 5;
    at = at.cause as SdkError | undefined
  ) {
    chain.push([at.code, at.message].filter(Boolean).join(' '));
  }
  const deepest = chain.findLast((text) => text !== '') ?? 'no details';
  return (deepest.split('\n', 1)[0] ?? '').replace(/^\d{3} /, '').slice(0, 300);
}
