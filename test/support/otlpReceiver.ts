import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attributesOf, rawSpans } from '../../src/cli/traces/otlp.js';
import { closed, listen } from './endpoint.js';

type Fields = Readonly<Record<string, unknown>>;

export interface ReceivedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly tookMs: number;
  readonly failed: boolean;
  readonly attributes: Fields;
  readonly resource: Fields;
  readonly events: readonly { readonly name: string; readonly attributes: Fields }[];
}

export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly bounds: readonly number[];
  readonly attributes: Fields;
}

export interface OtlpReceiver {
  readonly url: string;
  /** Everything that came, as text. */
  readonly bodies: string[];
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  spans(): ReceivedSpan[];
  points(): ReceivedPoint[];
  close(): Promise<void>;
}

type Answer = number | null | ((response: ServerResponse) => void);

/** A real HTTP server that takes OTLP JSON; a number is the status of its answer, null: none ever. */
export async function otlpReceiver(answer: Answer = 200): Promise<OtlpReceiver> {
  const bodies: string[] = [];
  const requests: OtlpReceiver['requests'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      bodies.push(body);
      requests.push({ path: request.url ?? '', headers: request.headers });
      if (answer === null) return;
      if (typeof answer === 'function') return answer(response);
      response.writeHead(answer, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  await listen(server);
  const documents = () => bodies.map((body) => JSON.parse(body) as Fields);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ bodies, requests },
    spans: () => documents().flatMap(rawSpans).map(spanOf),
    points: () => documents().flatMap(pointsOf),
    close: () => closed(server),
  };
}

const list = (fields: Fields, key: string) => (fields[key] ?? []) as Fields[];

const spanOf = ({ span, shared }: { span: Fields; shared: Fields }): ReceivedSpan => ({
  name: span['name'] as string,
  kind: span['kind'] as number,
  traceId: span['traceId'] as string,
  spanId: span['spanId'] as string,
  parentSpanId: (span['parentSpanId'] as string | undefined) || undefined,
  tookMs:
    Number(
      BigInt(span['endTimeUnixNano'] as string) - BigInt(span['startTimeUnixNano'] as string),
    ) / 1e6,
  failed: (span['status'] as Fields)['code'] === 2,
  attributes: attributesOf(span),
  resource: shared,
  events: list(span, 'events').map((event) => ({
    name: event['name'] as string,
    attributes: attributesOf(event),
  })),
});

const pointsOf = (document: Fields): ReceivedPoint[] =>
  list(document, 'resourceMetrics')
    .flatMap((each) => list(each, 'scopeMetrics'))
    .flatMap((each) => list(each, 'metrics'))
    .flatMap((metric) =>
      list(metric['histogram'] as Fields, 'dataPoints').map((point) => ({
        metric: metric['name'] as string,
        unit: metric['unit'] as string,
        count: Number(point['count']),
        sum: point['sum'] as number,
        bounds: point['explicitBounds'] as number[],
        attributes: attributesOf(point),
      })),
    );
