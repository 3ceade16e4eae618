import { describe, expect, it } from 'vitest';
import { guarded } from '../../../../src/cli/otel/guarded.js';
import { providerNames } from '../../../../src/cli/otel/providerNames.js';
import { openTelemetry } from '../../../../src/cli/otel/telemetry.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { endpointOn } from '../../../support/studies.js';

const endpoint = endpointOn(fakeProvider(() => completion('ok')));
const run = { study: 'sensitivity', endpoint };

describe('export to OpenTelemetry', () => {
  it('is off unless an option or plumbline.yml asks for it', async () => {
    const said: string[] = [];
    const telemetry = openTelemetry((text) => said.push(text), {});
    expect(await telemetry.observe({ ...run, options: {}, config: {} })).toBeNull();
    await telemetry.close();
    expect(said).toEqual([]);
  });

  it('says once why it cannot be, for however many runs', async () => {
    const said: string[] = [];
    const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    const telemetry = openTelemetry((text) => said.push(text), env);
    const asked = { ...run, options: {}, config: { otel: true } };
    expect(await telemetry.observe(asked)).toBeNull();
    expect(await telemetry.observe(asked)).toBeNull();
    await telemetry.close();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Not exported to OpenTelemetry: OTEL_EXPORTER_OTLP_PROTOCOL is grpc/);
  });

  it('tells the faults of an observer instead of throwing them', () => {
    const faults: unknown[] = [];
    const fail = () => {
      throw new Error('broken');
    };
    const observer = guarded(
      { onStart: fail, onSend: fail, onAsk: fail, onWait: fail, onOutcome: fail, onEnd: fail },
      (fault) => faults.push(fault),
    );
    observer.onEnd({ result: null });
    observer.onWait({ failure: 'server', waitMs: 1 });
    expect(faults).toHaveLength(2);
  });
});

describe('the name of a provider', () => {
  it.each([
    ['api.openai.com', 'openai', 'openai'],
    ['my.openai.azure.com', 'azure.ai.openai', 'az.ai.openai'],
    ['api.x.ai', 'x_ai', 'xai'],
    ['max.ai', 'openai', 'openai'],
    [null, 'openai', 'openai'],
  ])('of %s is %s', (host, provider, system) => {
    expect(providerNames(host)).toEqual({ provider, system });
  });
});
