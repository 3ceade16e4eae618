import { describe, expect, it } from 'vitest';
import { exportSettings } from '../../../../src/cli/otel/exportSettings.js';

describe('where a run is exported to', () => {
  it('is a collector on this machine where nothing is said', () => {
    expect(exportSettings({})).toEqual({
      traces: { url: 'http://localhost:4318/v1/traces', protocol: 'http/protobuf' },
      metrics: { url: 'http://localhost:4318/v1/metrics', protocol: 'http/protobuf' },
      timeoutMs: 2000,
      capturesContent: false,
    });
  });

  it('follows the variables, those of a signal as they stand', () => {
    const settings = exportSettings({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example/base/',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TIMEOUT: '9000',
    });
    expect(settings).toMatchObject({
      traces: { url: 'https://traces.example/in', protocol: 'http/json' },
      metrics: { url: 'https://otel.example/base/v1/metrics' },
      timeoutMs: 9000,
    });
  });

  it('is nowhere where the SDK or a signal is switched off', () => {
    expect(exportSettings({ OTEL_SDK_DISABLED: 'true' })).toBeNull();
    expect(exportSettings({ OTEL_METRICS_EXPORTER: 'none' })).toMatchObject({ metrics: null });
    const none = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
    expect(exportSettings(none)).toBeNull();
  });

  it('is explained where it cannot be', () => {
    expect(exportSettings({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toMatch(
      /^OTEL_EXPORTER_OTLP_PROTOCOL is grpc, which Plumbline does not speak\. Set it to/,
    );
    expect(exportSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' })).toBe(
      'OTEL_EXPORTER_OTLP_ENDPOINT is no http address. Set it to one such as http://localhost:4318.',
    );
  });
});
