/** Where and how to export, by the standard variables of OpenTelemetry. Reads values only: no module of OpenTelemetry. */

type Environment = Readonly<Record<string, string | undefined>>;

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface SignalSettings {
  readonly url: string;
  readonly protocol: Protocol;
}

export interface ExportSettings {
  /** Null: not exported. */
  readonly traces: SignalSettings | null;
  readonly metrics: SignalSettings | null;
  /** Of one export with its retries, and of what is left at the end. */
  readonly timeoutMs: number;
  /** Whether messages and answers are exported. */
  readonly capturesContent: boolean;
}

const LOCAL_COLLECTOR = 'http://localhost:4318';
/** The standard's default is 10 s, too long to wait at the end of a run. */
const TIMEOUT_MS = 2000;

/** A text says why nothing can be exported and what to do; null: it is switched off. */
export function exportSettings(env: Environment): ExportSettings | string | null {
  if (isTrue(env['OTEL_SDK_DISABLED'])) return null;
  const traces = signalSettings('traces', env);
  const metrics = signalSettings('metrics', env);
  if (typeof traces === 'string') return traces;
  if (typeof metrics === 'string') return metrics;
  if (traces === null && metrics === null) return null;
  const given = Number(env['OTEL_EXPORTER_OTLP_TIMEOUT']);
  return {
    ...{ traces, metrics },
    timeoutMs: given > 0 && Number.isFinite(given) ? given : TIMEOUT_MS,
    capturesContent: isTrue(env['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT']),
  };
}

const isTrue = (value: string | undefined) => value?.trim().toLowerCase() === 'true';

function signalSettings(
  signal: 'traces' | 'metrics',
  env: Environment,
): SignalSettings | string | null {
  const name = signal.toUpperCase();
  if (env[`OTEL_${name}_EXPORTER`]?.trim() === 'none') return null;
  const setBy = firstSet(env, [
    `OTEL_EXPORTER_OTLP_${name}_PROTOCOL`,
    'OTEL_EXPORTER_OTLP_PROTOCOL',
  ]);
  const protocol = setBy === null ? PROTOCOLS[0] : PROTOCOLS.find((each) => each === setBy.value);
  if (!protocol)
    return `${setBy?.name} is ${setBy?.value}, which Plumbline does not speak. Set it to ${PROTOCOLS.join(' or ')}, with the collector's HTTP port, usually 4318.`;
  const own = firstSet(env, [`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`]);
  const shared = firstSet(env, ['OTEL_EXPORTER_OTLP_ENDPOINT']);
  const url = own?.value ?? `${(shared?.value ?? LOCAL_COLLECTOR).replace(/\/$/, '')}/v1/${signal}`;
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return { url, protocol };
  return `${(own ?? shared)?.name} is no http address. Set it to one such as ${LOCAL_COLLECTOR}.`;
}

function firstSet(env: Environment, names: readonly string[]) {
  const name = names.find((each) => env[each]?.trim());
  return name === undefined ? null : { name, value: env[name]?.trim() ?? '' };
}
