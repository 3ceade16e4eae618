import { count, thousands } from '../../core/words/figures.js';
import type { Delivery } from './delivery.js';
import type { ExportSettings, SignalSettings } from './exportSettings.js';

interface Deliveries {
  readonly spans: Delivery;
  /** Exports of all metrics. */
  readonly points: Delivery;
}

/** What did not arrive, where, why, and what to do, in one line; null if all arrived. */
export function lostText(
  { spans, points }: Deliveries,
  { traces, metrics, timeoutMs }: ExportSettings,
): string | null {
  const lostSpans = traces ? spans.made - spans.arrived : 0;
  const areMetricsLost = metrics !== null && points.made > 0 && points.arrived < points.made;
  const failure = lostSpans > 0 ? spans.failure : points.failure;
  const lost = [
    ...(traces && lostSpans > 0
      ? [`${thousands(lostSpans)} of ${count(spans.made, 'span')} to ${shownUrl(traces)}`]
      : []),
    ...(metrics && areMetricsLost ? [`the metrics to ${shownUrl(metrics)}`] : []),
  ];
  if (lost.length === 0) return null;
  const why = failure ?? `no answer within ${timeoutMs} ms`;
  return `${lost.join(' and ')} (${why}). ${advice(failure, lostSpans > 0)}`;
}

function advice(failure: string | null, areSpansLost: boolean): string {
  if (failure === 'HTTP 401' || failure === 'HTTP 403')
    return 'Check the key in OTEL_EXPORTER_OTLP_HEADERS.';
  if (failure === 'HTTP 429') return 'The collector takes no more for now: run again later.';
  if (failure?.startsWith('ERR_INVALID_'))
    return 'Check OTEL_EXPORTER_OTLP_HEADERS: name=value pairs with a comma between them.';
  if (!areSpansLost) return 'Set OTEL_METRICS_EXPORTER=none where the collector takes no metrics.';
  if (failure === 'HTTP 415')
    return 'Set OTEL_EXPORTER_OTLP_PROTOCOL to the other of http/protobuf and http/json.';
  return 'Start a collector there, or set OTEL_EXPORTER_OTLP_ENDPOINT to where one listens.';
}

/** Without what may be a key: user, password and query. */
function shownUrl({ url }: SignalSettings): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
