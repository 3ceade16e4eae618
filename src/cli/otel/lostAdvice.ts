/** What to do about an export that failed, in a sentence. */

type Advice = readonly [failure: RegExp, text: string];

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';

const OF_ALL: readonly Advice[] = [
  [/^HTTP 40[13]$/, 'Check the key in OTEL_EXPORTER_OTLP_HEADERS.'],
  [/^HTTP (?:429|50[234])$/, 'The collector takes no more for now: run again later.'],
  [/^HTTP 3/, `It redirects, which is not followed: set ${ENDPOINT} to where it redirects to.`],
  [
    /^ERR_INVALID_/,
    'Check OTEL_EXPORTER_OTLP_HEADERS: name=value pairs with a comma between them.',
  ],
];

/** Where spans arrived at the same collector. */
const OF_METRICS: readonly Advice[] = [
  [/^HTTP (?:4|501)/, 'Set OTEL_METRICS_EXPORTER=none where the collector takes no metrics.'],
];

const OF_SPANS: readonly Advice[] = [
  [/^HTTP 40[45]$/, `What answers there takes no OTLP at this path. Check ${ENDPOINT}.`],
  [/^HTTP 415$/, 'Set OTEL_EXPORTER_OTLP_PROTOCOL to the other of http/protobuf and http/json.'],
];

const OTHERS: readonly Advice[] = [
  [
    /^HTTP 4/,
    'What answers there refused it: its own log says why. Check that it takes OTLP over HTTP, and OTEL_EXPORTER_OTLP_PROTOCOL.',
  ],
  [/^HTTP /, 'What answers there failed: its own log says why.'],
  [
    /CERT|SELF_SIGNED|ISSUER/,
    'Its certificate is not trusted: name that of its authority in NODE_EXTRA_CA_CERTS.',
  ],
  [
    /^(?:EPROTO|ECONNRESET|HPE_|ERR_SSL_)/,
    `What listens there does not speak HTTP as expected. Check ${ENDPOINT}, also for http or https.`,
  ],
  [
    /^no answer/,
    `Check that a collector answers there (${ENDPOINT}), or give it more time: OTEL_EXPORTER_OTLP_TIMEOUT.`,
  ],
  [/^/, `Start a collector there, or set ${ENDPOINT} to where one listens.`],
];

/** `failure`: an HTTP status, an error code, or that there was no answer. */
export const lostAdvice = (failure: string, { areSpansLost }: { areSpansLost: boolean }): string =>
  [...OF_ALL, ...(areSpansLost ? OF_SPANS : OF_METRICS), ...OTHERS].find(([pattern]) =>
    pattern.test(failure),
  )?.[1] ?? '';
