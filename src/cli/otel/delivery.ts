/** Counts what was made and what arrived, so that a user is told of what did not. */

import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';

export interface Delivery {
  made: number;
  arrived: number;
  /** Why the last export failed: an HTTP status or an error code. Null: none did. */
  failure: string | null;
}

export const newDelivery = (): Delivery => ({ made: 0, arrived: 0, failure: null });

/** The last refusal of a signal's collector, such as `HTTP 503`; null: it refused nothing, or did not answer. */
export type Refusal = () => string | null;

type ExportResult = Parameters<Parameters<SpanExporter['export']>[1]>[0];

export const countingSpans = (delivery: Delivery): SpanProcessor => ({
  onStart: () => undefined,
  onEnd: () => {
    delivery.made += 1;
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
});

export const watchedSpans = (
  exporter: SpanExporter,
  delivery: Delivery,
  refusal: Refusal,
): SpanExporter => ({
  export(spans, done) {
    exporter.export(spans, (result) => {
      note(delivery, result, { count: spans.length, refusal });
      done(result);
    });
  },
  forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  shutdown: () => exporter.shutdown(),
});

export function watchedMetrics(
  exporter: PushMetricExporter,
  delivery: Delivery,
  refusal: Refusal,
): PushMetricExporter {
  const selectAggregation = exporter.selectAggregation?.bind(exporter);
  const selectAggregationTemporality = exporter.selectAggregationTemporality?.bind(exporter);
  return {
    export(metrics, done) {
      delivery.made += 1;
      exporter.export(metrics, (result) => {
        // Metrics add up: the newest export holds what earlier ones held.
        note(delivery, result, { count: delivery.made - delivery.arrived, refusal });
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    ...(selectAggregation ? { selectAggregation } : {}),
    ...(selectAggregationTemporality ? { selectAggregationTemporality } : {}),
  };
}

function note(
  delivery: Delivery,
  { code, error }: ExportResult,
  { count, refusal }: { count: number; refusal: Refusal },
): void {
  if (code === 0) delivery.arrived += count;
  else delivery.failure = reasonOf(error) ?? refusal() ?? 'no answer in time';
}

/**
 * A code alone: an answer's text might repeat what was sent. Null where the exporter gave up after tries, which it says without
 * the status of the answers.
 */
function reasonOf(error: Error | undefined): string | null {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'number') return `HTTP ${code}`;
  return typeof code === 'string' ? code : null;
}
