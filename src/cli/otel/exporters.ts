/** The exporter of each signal in each protocol. Only those of the protocol that is used are loaded. */

import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Connections } from './connections.js';
import type { SignalSettings } from './exportSettings.js';

interface Sending {
  readonly timeoutMs: number;
  readonly connections: Connections;
}

export async function spanExporter(
  { url, protocol }: SignalSettings,
  sending: Sending,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter({ url, ...optionsOf(sending) });
}

export async function metricExporter(
  { url, protocol }: SignalSettings,
  sending: Sending,
): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-metrics-otlp-http')
      : await import('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter({ url, ...optionsOf(sending) });
}

const optionsOf = ({ timeoutMs, connections }: Sending) => ({
  timeoutMillis: timeoutMs,
  httpAgentOptions: connections.open,
});
