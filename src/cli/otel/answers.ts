/** What a collector answers with 200 and yet did not take. The exporters tell it to OpenTelemetry's own log alone. */

import { diag, DiagLogLevel } from '@opentelemetry/api';
import { count } from '../../core/say/figures.js';

export interface CollectorAnswers {
  /** One line with what to do; null where everything was taken. */
  trouble(): string | null;
  stop(): void;
}

const PARTIAL = 'Received Partial Success response:';
/** Of an answer that is no JSON where JSON was sent. */
const NO_JSON = /^Failed to parse \w+ export response/;

/** Listens from now on; there is one log for the whole process. */
export function listenToAnswers(): CollectorAnswers {
  const rejected = { spans: 0, points: 0 };
  let isForeign = false;
  const warn = (...said: readonly unknown[]) => {
    const texts = said.filter((each) => typeof each === 'string');
    if (texts.some((text) => NO_JSON.test(text)) || said.some(isPage)) isForeign = true;
    const partial = texts[texts.indexOf(PARTIAL) + 1];
    if (!texts.includes(PARTIAL) || partial === undefined) return;
    const { rejectedSpans, rejectedDataPoints } = JSON.parse(partial) as Record<string, unknown>;
    rejected.spans += Number(rejectedSpans ?? 0);
    rejected.points += Number(rejectedDataPoints ?? 0);
  };
  const ignore = () => undefined;
  diag.setLogger(
    { warn, error: ignore, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return {
    trouble() {
      if (isForeign)
        return 'What answers there is no collector. Check OTEL_EXPORTER_OTLP_ENDPOINT.';
      const { spans, points } = rejected;
      const refused = [
        ...(spans > 0 ? [count(spans, 'span')] : []),
        ...(points > 0 ? [count(points, 'metric point')] : []),
      ];
      return refused.length === 0
        ? null
        : `the collector rejected ${refused.join(' and ')}. Its own log says why.`;
    },
    stop: () => diag.disable(),
  };
}

/** Some collectors answer JSON to protobuf: only what is HTML is no answer of theirs. */
const isPage = (said: unknown) => said instanceof Uint8Array && /^\s*</.test(String(said));
