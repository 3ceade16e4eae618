/** What went wrong with a call → a `ProviderError`: what happened, in words, and the kind of failure, which decides about retries. */

import type { ModelApi } from '../ports/api.js';
import type { HttpHeaders } from '../ports/http.js';
import type { Usage } from '../ports/usage.js';
import { ProviderError, type ProviderFailure } from '../errors.js';
import { isRecord, textOrNull } from '../text/narrow.js';
import { errorOf, type ErrorBody } from './errorBody.js';
import { versionHint } from './notCompatible.js';
import { guessedParameter, refusedParameter, type RefusedParameter } from './refusedParameter.js';
import { without } from './secrets.js';
import { saysSpent } from './spentQuota.js';
import { waitInWords, waitNamed, waitUntilReset } from './waitAsked.js';
import { worded, type Worded } from '../say/worded.js';

interface SdkError {
  readonly status?: number | undefined;
  readonly headers?: HttpHeaders | undefined;
  readonly code?: string | null;
  readonly param?: string | null;
  /** The `error` of the body, where the endpoint sent one. */
  readonly error?: unknown;
  readonly message: string;
  readonly cause?: unknown;
  readonly name?: string;
}

export interface CallFacts {
  readonly baseUrl: string;
  readonly model: string;
  /** Replaced by `…` wherever the endpoint repeats them. */
  readonly secrets: readonly (string | null)[];
  /** Replaced in answers too; absent: none. */
  readonly keys?: readonly string[];
  /** Milliseconds since the epoch, for a `Retry-After` that names a time. */
  readonly now: number;
  /** Names of the fields the request had: one of them may have been refused. Absent: the usual optional ones. */
  readonly sent?: readonly string[];
  /** Through which the model was asked. Absent: chat completions. */
  readonly api?: ModelApi;
  /** Whether the request had images. */
  readonly hasImages?: boolean;
  /** Whether the server had begun to answer. */
  readonly hasBegun?: boolean;
}

const USUAL_FIELDS = ['top_logprobs', 'logprobs', 'stream_options', 'seed'];

/** Returns a `ProviderError` (also one that is wrapped) as it stands. */
export function providerErrorFrom(thrown: unknown, facts: CallFacts): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const error = sdkError(thrown);
  if (error.cause instanceof ProviderError) return error.cause;
  const { baseUrl } = facts;
  const details = messageOf(error, facts);
  if (typeof error.status === 'number')
    return errorFromBody(bodyOf(error), { ...facts, ...answeredWith(error) });
  if (/timed? ?out/i.test(error.message)) {
    return new ProviderError(CONNECTION_SENTENCES.late({ baseUrl, details }), {
      failure: 'timeout',
      cause: thrown,
    });
  }
  const [, proxyStatus] = PROXY_REFUSAL.exec(details) ?? [];
  if (proxyStatus !== undefined) return refusedByProxy(Number(proxyStatus), baseUrl, thrown);
  if (NOT_HTTP.test(details))
    return new ProviderError(CONNECTION_SENTENCES.noHttp({ baseUrl, details }), {
      failure: 'broken-stream',
      cause: thrown,
    });
  if (CONNECTION_CODES.test(details) || CONNECTION_CODES.test(error.message)) {
    if (facts.hasBegun) return brokenOff(thrown);
    return new ProviderError(CONNECTION_SENTENCES.unreachable({ baseUrl, details }), {
      failure: 'unreachable',
      cause: thrown,
    });
  }
  return new ProviderError(CONNECTION_SENTENCES.unreadable({ baseUrl, details }), {
    failure: 'broken-stream',
    cause: thrown,
  });
}

/** Of a proxy that was asked for a connection. */
const PROXY_REFUSAL = /Proxy response \((\d{3})\)/;
const ASKS_FOR_PASSWORD = 407;

const refusedByProxy = (status: number, baseUrl: string, cause: unknown) =>
  status === ASKS_FOR_PASSWORD
    ? new ProviderError(
        worded`The proxy on the way to ${baseUrl} asks for a name and a password (407). Put them into its address: http://name:password@proxy.example:3128.`,
        { failure: 'forbidden', status, cause },
      )
    : new ProviderError(
        worded`The proxy on the way to ${baseUrl} opens no connection to it (${status}).`,
        { failure: 'unreachable', status, cause },
      );

/** The error for an answer that ended in the middle. */
export const brokenOff = (cause?: unknown): ProviderError =>
  new ProviderError(worded`The answer broke off before its end.`, {
    failure: 'broken-stream',
    cause,
  });

interface AnsweredError extends CallFacts {
  /** Null where the answer itself was a success. */
  readonly status: number | null;
  readonly headers?: HttpHeaders | undefined;
  readonly cause?: unknown;
  /** What it charges for all the same. Absent: nothing is known. */
  readonly usage?: Usage | null;
}

/** An error the server described itself, with whatever status it was sent. */
export function errorFromBody(body: ErrorBody, facts: AnsweredError): ProviderError {
  const { baseUrl, model, now, headers, cause, usage = null } = facts;
  const status = body.status ?? facts.status;
  if (status === ASKS_FOR_PASSWORD) return refusedByProxy(status, baseUrl, cause);
  const found = failureOf(status, body, facts);
  const details = withoutSecrets(body.message === '' ? 'no details' : body.message, facts);
  const said = status === null ? details : `${status}: ${details}`;
  const words = `${body.code ?? ''} ${details}`;
  const named =
    (headers ? waitNamed(headers, now) : null) ?? body.retryAfterMs ?? waitInWords(body.message);
  // What an error says of itself is nearer to the limit that was reached than all limits there are.
  const retryAfterMs = named ?? (headers ? waitUntilReset(headers, now) : null);
  const isSpent =
    found.failure === 'rate-limited' &&
    saysSpent(`${body.code ?? ''} ${body.message}`, retryAfterMs);
  const failure = isSpent ? 'quota' : found.failure;
  const needsApi = apiNeeded(failure, words, facts);
  const sentence = ownSentence(failure, words, { ...facts, needsApi }) ?? SENTENCES[failure];
  return new ProviderError(sentence({ baseUrl, model, said, details }), {
    failure,
    status,
    parameter: found.parameter?.name ?? null,
    isGuess: found.parameter?.isGuess ?? false,
    said: body.message === '' ? null : withoutSecrets(body.message, facts),
    retryAfterMs,
    ...{ cause, usage, needsApi, isInAnswer: facts.status === null },
  });
}

/** What is said where images, or an API the model does not have, are the reason; null where nothing says so. */
function ownSentence(
  failure: DescribedFailure,
  words: string,
  { api = 'chat', hasImages = false, needsApi }: CallFacts & { readonly needsApi: ModelApi | null },
): ((facts: Facts) => Worded) | null {
  if (hasImages && failure === 'bad-request' && NO_IMAGES.test(words))
    return ({ baseUrl, model, said }) =>
      worded`${baseUrl} does not take these images for the model "${model}" (${said}). Choose a model that reads images.`;
  if (needsApi !== null)
    return ({ baseUrl, model, said }) =>
      worded`${baseUrl} does not serve the model "${model}" through chat completions (${said}). Set \`api: ${needsApi}\` for the model in plumbline.yml.`;
  return api === 'responses' && failure === 'not-found' && !/model/i.test(words)
    ? ({ baseUrl, model, said }) =>
        worded`${baseUrl} did not find the Responses API for the model "${model}" (${said}). If the endpoint does not have it, remove \`api: responses\` from plumbline.yml.`
    : null;
}

/** Null where the endpoint does not say that it is another one. */
const apiNeeded = (
  failure: DescribedFailure,
  words: string,
  { api = 'chat' }: CallFacts,
): ModelApi | null =>
  api === 'chat' &&
  ['not-found', 'bad-request', 'not-compatible'].includes(failure) &&
  NOT_BY_CHAT.test(words)
    ? 'responses'
    : null;

/** Images are named, or a content that is no text. */
const NO_IMAGES =
  /\bimages?\b|image_url|input_image|\bvision\b|multi-?modal|mmproj|content[^.]{0,60}string|valid string/i;

/** Both APIs are named, or the kind of model. */
const NOT_BY_CHAT =
  /chat[ _/]?completions?\b[^]*\bresponses\b|\bresponses\b[^]*chat[ _/]?completions?\b|not a chat model/i;

/** Longer words of a server are cut, after what must not be repeated is gone. */
const LONGEST = 300;

function withoutSecrets(text: string, { secrets }: CallFacts): string {
  const shown = without(text, secrets);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

const answeredWith = (error: SdkError) => ({
  status: error.status ?? null,
  headers: error.headers,
  cause: error,
});

function bodyOf(error: SdkError): ErrorBody {
  const read = isRecord(error.error) ? errorOf({ error: error.error }) : null;
  return {
    message: read?.message || error.message.replace(/^\d{3} /, ''),
    code: error.code ?? read?.code ?? null,
    param: error.param ?? read?.param ?? null,
    status: null,
    retryAfterMs: read?.retryAfterMs ?? null,
  };
}

function sdkError(thrown: unknown): SdkError {
  if (thrown instanceof Error) return thrown;
  if (!isRecord(thrown)) return { message: String(thrown) };
  return { message: textOrNull(thrown['message']) ?? '', code: textOrNull(thrown['code']) };
}

const FILTERED =
  /content[ _-]?(?:filter|policy|management)|responsible ?ai|\bflagged\b|moderation|blocked (?:by|due to)[^.]*safety|safety (?:system|filter|reason)|prohibited_content|data_inspection|inappropriate (?:content|input)|guardrail/i;
const TOO_LONG =
  /context[ _](?:length|window|size)|context too long|too many (?:input |prompt )?tokens|(?:prompt|input)[^.]{0,20} (?:is )?too long|maximum (?:context|prompt|input)|exceeds?[^.]{0,40}\btokens?\b|string_above_max_length/i;
const NO_ADDRESS =
  /(?:unexpected|no|unknown|invalid|unsupported)[^.]{0,20}(?:endpoint|route|path|url|method)|(?:endpoint|route|path|url|page)[^.]{0,30}not (?:found|exist|supported)|^not ?found$|cannot post/i;
const NO_CREDIT = /insufficient[_ ](?:quota|balance|credits?|funds)|billing|payment required/i;
const ABOUT_THE_KEY =
  /\b(?:api|access|auth\w*|credential|token|key|permission|login|subscription)/i;

/** What a server says of itself; the other failures are ours to notice. */
type DescribedFailure = Exclude<
  ProviderFailure,
  'unreachable' | 'broken-stream' | 'timeout' | 'not-recorded'
>;

interface Found {
  readonly failure: DescribedFailure;
  readonly parameter: RefusedParameter | null;
}

function failureOf(
  status: number | null,
  body: ErrorBody,
  { sent = USUAL_FIELDS, hasImages = false }: CallFacts,
): Found {
  const words = `${body.code ?? ''} ${body.message}`;
  const kind = (failure: DescribedFailure): Found => ({ failure, parameter: null });
  const isRequest = status === null || (status >= 400 && status < 500 && status !== 429);
  // 451: unavailable for legal reasons.
  if (status === 451 || (isRequest && status !== 401 && FILTERED.test(words)))
    return kind('content-filter');
  if (hasImages && status !== 401 && status !== 429 && NO_IMAGES.test(words))
    return kind('bad-request');
  const parameter = refusedParameter(status, body, sent);
  if (parameter !== null) return { failure: 'unsupported-parameter', parameter };
  if (status === 413 || (isRequest && TOO_LONG.test(words))) return kind('too-long');
  const failure = status === null ? withoutStatus(words) : withStatus(status, words);
  return failure === 'bad-request' && UNEXPLAINED.test(body.message)
    ? { failure, parameter: guessedParameter(sent) }
    : kind(failure);
}

/** Nothing but that something is wrong with the request. */
const UNEXPLAINED =
  /^\W*(?:\d{3} )?(?:(?:the )?(?:bad|invalid|malformed|unprocessable|incorrect) (?:request|input|parameters?|arguments?|entity|body|payload)(?: error| (?:body|parameters?|payload))?|no details|invalid_request_error|status code \(no body\))?\W*$/i;

function withStatus(status: number, words: string): DescribedFailure {
  if (status === 401) return 'unauthorised';
  if (status === 402) return 'quota';
  if (status === 403) return isAboutKey(words) ? 'unauthorised' : 'forbidden';
  if (status === 404 || status === 405) return 'not-found';
  if (status === 429) return /insufficient_quota/.test(words) ? 'quota' : 'rate-limited';
  if (status === 408 || status === 409 || status >= 500) return 'server';
  return /model/i.test(words) && /not (?:found|exist)|does not exist|unknown model/i.test(words)
    ? 'not-found'
    : 'bad-request';
}

/** An endpoint that says nothing more than "forbidden" usually means the key. */
const isAboutKey = (words: string) =>
  ABOUT_THE_KEY.test(words) ||
  /^\s*(?:403 )?(?:no details|status code|forbidden)?\W*$/i.test(words) ||
  /status code \(no body\)/.test(words);

/** An error inside an answer that calls itself a success. */
function withoutStatus(words: string): DescribedFailure {
  if (NO_CREDIT.test(words)) return 'quota';
  if (/rate[ _-]?limit|too many requests|throttl/i.test(words)) return 'rate-limited';
  if (/invalid[ _]api[ _]key|unauthori[sz]ed|authentication/i.test(words)) return 'unauthorised';
  if (NO_ADDRESS.test(words)) return 'not-compatible';
  if (/model[^.]*(?:not (?:found|exist)|does not exist)|model_not_found/i.test(words))
    return 'not-found';
  return /invalid_request/i.test(words) ? 'bad-request' : 'server';
}

interface Facts {
  readonly baseUrl: string;
  readonly model: string;
  /** The status and the server's words. */
  readonly said: string;
  readonly details: string;
}

const SENTENCES: Record<DescribedFailure, (facts: Facts) => Worded> = {
  unauthorised: ({ baseUrl, said }) =>
    worded`${baseUrl} rejected the API key (${said}). Check the environment variable that plumbline.yml names under \`apiKey\`.`,
  forbidden: ({ baseUrl, said }) =>
    worded`${baseUrl} rejected the call (${said}). The key may be right: check which models, features and regions the account may use.`,
  'not-found': ({ baseUrl, model, said }) =>
    worded`${baseUrl} did not find the model "${model}" or the address (${said}). Check that the endpoint lists the model, and the base URL. ${versionHint(baseUrl)}`,
  'rate-limited': ({ baseUrl, said }) => worded`${baseUrl} is limiting the request rate (${said}).`,
  quota: ({ baseUrl, said }) =>
    worded`${baseUrl} reports that the account has no credit left (${said}).`,
  'bad-request': ({ baseUrl, said }) => worded`${baseUrl} rejected the request (${said}).`,
  'content-filter': ({ baseUrl, said }) =>
    worded`The content filter of ${baseUrl} stopped this call (${said}).`,
  'too-long': ({ baseUrl, said }) =>
    worded`The request is longer than the model at ${baseUrl} accepts (${said}).`,
  'unsupported-parameter': ({ baseUrl, said }) =>
    worded`${baseUrl} rejected a parameter (${said}).`,
  server: ({ baseUrl, said }) => worded`${baseUrl} failed (${said}).`,
  'not-compatible': ({ baseUrl, details }) =>
    worded`${baseUrl} sent no completion. It said: "${details}". ${versionHint(baseUrl)}`,
};

/** Where no answer came, or none that could be read. */
const CONNECTION_SENTENCES = {
  late: ({ baseUrl }) => worded`${baseUrl} did not respond in time.`,
  noHttp: ({ baseUrl, details }) =>
    worded`${baseUrl} answered with what is no valid HTTP (${details}).`,
  unreachable: ({ baseUrl, details }) =>
    worded`Cannot reach ${baseUrl} (${details}). Is the server running, and is the address right?`,
  unreadable: ({ baseUrl, details }) =>
    worded`The answer of ${baseUrl} could not be read (${details}).`,
} satisfies Record<string, (facts: Pick<Facts, 'baseUrl' | 'details'>) => Worded>;

/** Templates of what is said of calls that failed. Reports keep the sentences in English. */
export const failureTemplates = (): readonly string[] =>
  [...Object.values(SENTENCES), ...Object.values(CONNECTION_SENTENCES)].map((sentence) =>
    sentence({ baseUrl: '', model: '', said: '', details: '' })((template) => template),
  );

const CONNECTION_CODES =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|UND_ERR|fetch failed|socket|terminated|Connection error/i;

/** Of a server that was reached. */
const NOT_HTTP =
  /UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_|HTTPParserError|bad response/;

/** The innermost cause says most; one line of it is enough. What must not be repeated may have several. */
function messageOf(error: SdkError, facts: CallFacts): string {
  const chain: string[] = [];
  for (
    let at: SdkError | null = error;
    at && chain.length < 5;
    at = at.cause === undefined || at.cause === null ? null : sdkError(at.cause)
  ) {
    chain.push([at.code, at.message].filter(Boolean).join(' '));
  }
  const deepest = chain.findLast((text) => text !== '') ?? 'no details';
  return (withoutSecrets(deepest, facts).split('\n', 1)[0] ?? '').replace(/^\d{3} /, '');
}
