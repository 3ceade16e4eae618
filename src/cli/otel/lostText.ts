import { count, thousands } from '../../core/say/figures.js';
import type { Delivery } from './delivery.js';
import { lostAdvice } from './lostAdvice.js';
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
  return `${lost.join(' and ')} (${why}). ${lostAdvice(why, { areSpansLost: lostSpans > 0 })}`;
}

/** Without what may be a key: user, password and query. */
function shownUrl({ url }: SignalSettings): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
