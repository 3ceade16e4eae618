import { describe, expect, it } from 'vitest';
import { lostText } from '../../../../src/cli/otel/lostText.js';

const settings = {
  traces: { url: 'https://u:secret@otel.example/v1/traces?key=secret', protocol: 'http/json' },
  metrics: { url: 'https://otel.example/v1/metrics', protocol: 'http/json' },
  ...{ timeoutMs: 3000, capturesContent: false },
} as const;
const all = { made: 5, arrived: 5, failure: null };

describe('what was not exported', () => {
  it('is nothing where all arrived', () => {
    expect(lostText({ spans: all, points: all }, settings)).toBeNull();
  });

  it('is said with where, why and what to do, without what may be a key', () => {
    const spans = { made: 5, arrived: 2, failure: 'HTTP 403' };
    expect(lostText({ spans, points: all }, settings)).toBe(
      '3 of 5 spans to https://otel.example/v1/traces (HTTP 403). Check the key in OTEL_EXPORTER_OTLP_HEADERS.',
    );
  });

  it.each([
    ['HTTP 429', 'run again later'],
    ['HTTP 503', 'run again later'],
    ['ERR_INVALID_CHAR', 'Check OTEL_EXPORTER_OTLP_HEADERS'],
    ['HTTP 302', 'It redirects, which is not followed: set OTEL_EXPORTER_OTLP_ENDPOINT'],
    ['HTTP 400', 'What answers there refused it: its own log says why.'],
    ['HTTP 404', 'What answers there takes no OTLP at this path.'],
    ['HTTP 500', 'What answers there failed: its own log says why.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['EPROTO', 'also for http or https'],
    ['no answer in time', 'give it more time: OTEL_EXPORTER_OTLP_TIMEOUT'],
    ['ECONNREFUSED', 'Start a collector there'],
    ['ENOTFOUND', 'Start a collector there'],
  ])('names what to do about %s', (failure, advice) => {
    expect(lostText({ spans: { made: 5, arrived: 2, failure }, points: all }, settings)).toContain(
      advice,
    );
  });

  it('may be the metrics alone, which some receivers do not take', () => {
    const points = { made: 1, arrived: 0, failure: 'HTTP 404' };
    expect(lostText({ spans: all, points }, settings)).toMatch(
      /^the metrics to .*\(HTTP 404\)\. Set OTEL_METRICS_EXPORTER=none/,
    );
  });

  it('is late where nothing failed', () => {
    const spans = { made: 5, arrived: 2, failure: null };
    expect(lostText({ spans, points: all }, settings)).toContain('(no answer within 3000 ms)');
  });
});
