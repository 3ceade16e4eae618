/** The exporters of one command, shared by its runs. */

import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RunObserver } from '../runObserver.js';
import { listenToAnswers } from './answers.js';
import { newConnections } from './connections.js';
import { metricExporter, spanExporter } from './exporters.js';
import type { ExportSettings, SignalSettings } from './exportSettings.js';
import { lostText } from './lostText.js';
import { runSpans, type ObservedRun } from './runSpans.js';
import { countingSpans, newDelivery, watchedMetrics, watchedSpans } from './delivery.js';

declare const PLUMBLINE_VERSION: string;

export interface Exporting {
  observe(run: ObservedRun): RunObserver;
  /** Resolves within the time limit to what was not sent and what to do, or to null. */
  close(): Promise<string | null>;
}

/** Spans of about 2 KB each that wait for a slow collector; further ones are dropped. */
const MOST_WAITING_SPANS = 15_000;
/** Beside the time limit of the last export. */
const CLOSING_MS = 250;

export async function openExport(settings: ExportSettings): Promise<Exporting> {
  const { traces, metrics, timeoutMs, capturesContent } = settings;
  const spans = newDelivery();
  const points = newDelivery();
  const answers = listenToAnswers();
  const sending = { timeoutMs, connections: newConnections() };
  const refusalOf =
    ({ url }: SignalSettings) =>
    () =>
      sending.connections.refusalOf(url);
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'plumbline',
        'service.version': PLUMBLINE_VERSION,
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
  const processors = traces && [
    countingSpans(spans),
    new BatchSpanProcessor({
      exporter: watchedSpans(await spanExporter(traces, sending), spans, refusalOf(traces)),
      maxQueueSize: MOST_WAITING_SPANS,
      exportTimeoutMillis: timeoutMs,
    }),
  ];
  const reader =
    metrics &&
    new PeriodicExportingMetricReader({
      exporter: watchedMetrics(await metricExporter(metrics, sending), points, refusalOf(metrics)),
      exportTimeoutMillis: timeoutMs,
      exportIntervalMillis: Math.max(60_000, timeoutMs),
    });
  const tracers = new TracerProvider({ resource, spanProcessors: processors ?? [] });
  const meters = new MeterProvider({ resource, readers: reader ? [reader] : [] });
  const tools = {
    tracer: tracers.getTracer('plumbline', PLUMBLINE_VERSION),
    meter: meters.getMeter('plumbline', PLUMBLINE_VERSION),
    ...{ capturesContent, now: Date.now },
  };
  return {
    observe: (run) => runSpans(run, tools),
    async close() {
      const rest = new AbortController();
      // What failed is counted where it failed.
      await Promise.race([
        Promise.allSettled([tracers.shutdown(), meters.shutdown()]),
        after(timeoutMs + CLOSING_MS, undefined, { signal: rest.signal }).catch(() => undefined),
      ]);
      rest.abort();
      // Where the time was over before the exporter had given up.
      if (traces) spans.failure ??= refusalOf(traces)();
      if (metrics) points.failure ??= refusalOf(metrics)();
      sending.connections.end();
      answers.stop();
      return lostText({ spans, points }, settings) ?? answers.trouble();
    },
  };
}
