import { readFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, folderWith, runCli, startCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, refuse, type Behaviour } from '../support/endpoint.js';
import { otlpReceiver, type OtlpReceiver } from '../support/otlpReceiver.js';

const endpointThat = endpointsOfEachTest();
const open: OtlpReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const KEY = 'sk-planted-0123456789';
const COLLECTOR_KEY = 'collector-planted-987';
const PROMPT = `name: Mood
model: local
modelParameters: { temperature: 0.5 }
messages:
  - role: user
    content: 'Is this good or bad? {{review}}'
testData:
  - { review: lovely stay, expected: good }
  - { review: dirty room, expected: bad }
`;
const RUN = ['test', 'mood.prompt.yml', '--variants', 'format=1', '--repeats', '1'];

const always: Behaviour = (asked, response) =>
  answer(asked, response, asked.messages[0]?.content.includes('lovely') ? 'good' : 'bad');

async function receiver(status?: Parameters<typeof otlpReceiver>[0]): Promise<OtlpReceiver> {
  const made = await otlpReceiver(status);
  open.push(made);
  return made;
}

async function setUp(behave: Behaviour, config = '') {
  const endpoint = await endpointThat(behave);
  const folder = folderWith({
    'mood.prompt.yml': PROMPT,
    'plumbline.yml': `${config}models:
  local:
    baseUrl: ${endpoint.baseUrl}
    model: fake-model
    apiKey: { env: FAKE_KEY }
    price: { input: 1, output: 10 }
`,
  });
  return { endpoint, folder };
}

const environment = (url: string, more: Record<string, string> = {}) => ({
  FAKE_KEY: KEY,
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${COLLECTOR_KEY}`,
  ...more,
});

const RUN_SPAN = 'plumbline.run';
const callsOf = (received: OtlpReceiver) =>
  received.spans().filter(({ name }) => name !== RUN_SPAN);
const rootOf = (received: OtlpReceiver) => received.spans().find(({ name }) => name === RUN_SPAN);

describe('a run that is exported to OpenTelemetry', () => {
  it('is one trace: a span for the run, and one for each call by the GenAI conventions', async () => {
    const received = await receiver();
    const { endpoint, folder } = await setUp(always);
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], environment(received.url));
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('OpenTelemetry');
    const root = rootOf(received);
    expect(root?.attributes).toMatchObject({
      'plumbline.prompt': 'mood.prompt.yml',
      'plumbline.study': 'sensitivity',
      'plumbline.verdict': expect.any(String),
      'plumbline.total.completed': 4,
    });
    expect(root?.resource).toMatchObject({
      'service.name': 'plumbline',
      'service.instance.id': expect.any(String),
    });
    const calls = callsOf(received);
    expect(calls).toHaveLength(4);
    expect(endpoint.asked).toHaveLength(4);
    const port = Number(new URL(endpoint.baseUrl).port);
    for (const call of calls) {
      expect(call).toMatchObject({ name: 'chat fake-model', kind: 3, failed: false });
      expect(call.parentSpanId).toBe(root?.spanId);
      expect(call.traceId).toBe(root?.traceId);
      expect(call.attributes).toMatchObject({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'fake-model',
        'gen_ai.response.model': 'fake-model',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.request.temperature': 0.5,
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 2,
        'server.address': '127.0.0.1',
        'server.port': port,
        'plumbline.repeat': 1,
        'plumbline.cached': false,
        'plumbline.requests': 1,
        'plumbline.cost_usd': 0.00003,
        'plumbline.ttft_ms': expect.any(Number),
      });
    }
    expect(new Set(calls.map(({ attributes }) => attributes['plumbline.variant'])).size).toBe(2);
    expect(received.requests.map(({ path }) => path).sort()).toEqual(
      expect.arrayContaining(['/v1/metrics', '/v1/traces']),
    );
    expect(received.requests.every(({ headers }) => headers['x-api-key'] === COLLECTOR_KEY)).toBe(
      true,
    );
  });

  it('is in the metrics of the conventions, by model and prompt', async () => {
    const received = await receiver();
    const { folder } = await setUp(always);
    await runCli(folder, [...RUN, '--otel'], environment(received.url));
    const points = received.points();
    const attributes = {
      'gen_ai.request.model': 'fake-model',
      'gen_ai.provider.name': 'openai',
      'plumbline.prompt': 'mood.prompt.yml',
    };
    const duration = points.filter(({ metric }) => metric === 'gen_ai.client.operation.duration');
    expect(duration).toMatchObject([{ unit: 's', count: 4, attributes }]);
    expect(duration[0]?.bounds.slice(0, 3)).toEqual([0.01, 0.02, 0.04]);
    expect(duration[0]?.bounds.at(-1)).toBe(81.92);
    const tokens = points.filter(({ metric }) => metric === 'gen_ai.client.token.usage');
    expect(
      tokens.map(({ sum, attributes: own }) => [own['gen_ai.token.type'], sum]).sort(),
    ).toEqual([
      ['input', 40],
      ['output', 8],
    ]);
    expect(tokens[0]?.bounds.slice(-2)).toEqual([16_777_216, 67_108_864]);
  });

  it('tells retries, waits and failed calls', async () => {
    const received = await receiver();
    const { folder } = await setUp((asked, response, call) => {
      if (asked.messages[0]?.content.includes('dirty')) refuse(response, 400, `no, ${KEY}`);
      else if (call === 1) refuse(response, 503, 'busy');
      else always(asked, response, call, undefined as never);
    });
    const args = [...RUN, '--otel', '--concurrency', '1'];
    const { stderr } = await runCli(folder, args, environment(received.url));
    expect(stderr).not.toContain('OpenTelemetry');
    const calls = callsOf(received);
    const retried = calls.find(({ events }) => events.length > 0);
    expect(retried?.attributes['plumbline.requests']).toBe(2);
    expect(retried?.events).toMatchObject([
      { name: 'plumbline.wait', attributes: { 'error.type': 'server' } },
      { name: 'plumbline.retry', attributes: { 'plumbline.request': 2 } },
    ]);
    const waitMs = retried?.events[0]?.attributes['plumbline.wait_ms'] as number;
    expect(retried?.tookMs).toBeGreaterThanOrEqual(waitMs - 2);
    const failed = calls.filter((call) => call.failed);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.attributes).toMatchObject({
      'error.type': 'bad-request',
      'http.response.status_code': 400,
    });
    expect(failed[0]?.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    const errors = received.points().filter(({ attributes }) => attributes['error.type']);
    expect(errors[0]).toMatchObject({ metric: 'gen_ai.client.operation.duration' });
    expect(received.bodies.join()).not.toContain('planted');
  });

  it('counts no answer from the cache as a call', async () => {
    const [first, second] = [await receiver(), await receiver()];
    const { folder } = await setUp(always);
    await runCli(folder, [...RUN, '--otel'], environment(first.url));
    await runCli(folder, [...RUN, '--otel'], environment(second.url));
    const calls = callsOf(second);
    expect(calls).toHaveLength(4);
    for (const call of calls) {
      expect(call.kind).toBe(1);
      expect(call.attributes).toMatchObject({ 'plumbline.cached': true, 'plumbline.requests': 0 });
      expect(call.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    }
    expect(second.points()).toEqual([]);
  });

  it('holds texts only where they are asked for, and no key in any case', async () => {
    const [without, withTexts] = [await receiver(), await receiver()];
    const { folder } = await setUp(always);
    const args = [...RUN, '--otel', '--no-cache'];
    await runCli(folder, args, environment(without.url));
    const capture = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' };
    await runCli(folder, args, environment(withTexts.url, capture));
    expect(without.bodies.join()).not.toMatch(/lovely|Is this good/);
    const [call] = callsOf(withTexts).filter(({ attributes }) =>
      String(attributes['gen_ai.input.messages']).includes('lovely'),
    );
    expect(JSON.parse(call?.attributes['gen_ai.input.messages'] as string)).toMatchObject([
      { role: 'user', parts: [{ type: 'text' }] },
    ]);
    expect(JSON.parse(call?.attributes['gen_ai.output.messages'] as string)).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'good' }], finish_reason: 'stop' },
    ]);
    for (const { bodies } of [without, withTexts]) expect(bodies.join()).not.toContain('planted');
  });

  it('follows from plumbline.yml, for studies too, with the resource of the environment', async () => {
    const received = await receiver();
    const { folder } = await setUp(always, 'otel: true\n');
    const more = { OTEL_SERVICE_NAME: 'prompts', OTEL_RESOURCE_ATTRIBUTES: 'team=search' };
    const { code, stderr } = await runCli(
      folder,
      ['influence', 'mood.prompt.yml', '--repeats', '1'],
      environment(received.url, more),
    );
    expect(code, stderr).toBe(0);
    expect(rootOf(received)).toMatchObject({
      attributes: { 'plumbline.study': 'influence' },
      resource: { 'service.name': 'prompts', team: 'search' },
    });
  });
});

describe('a collector that does not do its part', () => {
  it('costs one line and no exit code, where there is none', async () => {
    const { folder } = await setUp(always);
    // After the endpoint, which would otherwise be given the same port.
    const gone = await otlpReceiver();
    const { url } = gone;
    await gone.close();
    const from = Date.now();
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], environment(url));
    expect(code).toBe(0);
    const said = stderr.split('\n').filter((line) => line.includes('OpenTelemetry'));
    expect(said).toEqual([
      `Not exported to OpenTelemetry: 5 of 5 spans to ${url}/v1/traces and the metrics to ${url}/v1/metrics (ECONNREFUSED). Start a collector there, or set OTEL_EXPORTER_OTLP_ENDPOINT to where one listens.`,
    ]);
    expect(Date.now() - from).toBeLessThan(15_000);
  });

  it('is waited for no longer than the time limit, where it never answers', async () => {
    const received = await receiver(null);
    const { folder } = await setUp(always);
    const { code, stderr } = await runCli(
      folder,
      [...RUN, '--otel'],
      environment(received.url, { OTEL_EXPORTER_OTLP_TIMEOUT: '700' }),
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/Not exported to OpenTelemetry: 5 of 5 spans .*\(no answer in time\)/);
  });

  it.each([
    [400, '(HTTP 400). What answers there refused it'],
    [302, '(HTTP 302). It redirects'],
    [503, '(HTTP 503). The collector takes no more for now'],
    [429, '(HTTP 429). The collector takes no more for now'],
  ])('is said to have refused with %s, also where it asks to wait', async (status, said) => {
    const received = await receiver((response) => {
      response.writeHead(status, { 'retry-after': '60', location: 'https://elsewhere.example/' });
      response.end('{}');
    });
    const { folder } = await setUp(always);
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], environment(received.url));
    expect(code).toBe(0);
    expect(stderr).toContain(said);
  });

  it('is said to be busy also where the time is over between two tries', async () => {
    const received = await receiver(503);
    const { folder } = await setUp(always);
    const limit = environment(received.url, { OTEL_EXPORTER_OTLP_TIMEOUT: '1500' });
    const { stderr } = await runCli(folder, [...RUN, '--otel'], limit);
    expect(stderr).toContain('(HTTP 503). The collector takes no more for now');
  });

  it('is left where its answer never ends', async () => {
    const received = await receiver((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    });
    const { folder } = await setUp(always);
    const limit = environment(received.url, { OTEL_EXPORTER_OTLP_TIMEOUT: '700' });
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], limit);
    expect(code, stderr).toBe(0);
    expect(received.requests.length).toBeGreaterThan(0);
  });

  it.each([
    [{ partialSuccess: { rejectedSpans: '3', errorMessage: KEY } }, 'the collector rejected'],
    ['<html>Welcome</html>', 'What answers there is no collector'],
  ])('is told where it answers 200 and takes nothing: %j', async (body, said) => {
    const received = await receiver((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    const { folder } = await setUp(always);
    const asJson = environment(received.url);
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], asJson);
    expect(code).toBe(0);
    expect(stderr).toContain(`Not exported to OpenTelemetry: ${said}`);
    expect(stderr).not.toContain(KEY);
    const asProtobuf = { ...asJson, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' };
    const other = await runCli(folder, [...RUN, '--otel', '--no-cache'], asProtobuf);
    expect(other.stderr.includes('Not exported')).toBe(typeof body === 'string');
  });

  it('is told from one that wants another key, or another protocol', async () => {
    const received = await receiver(401);
    const { folder } = await setUp(always);
    const { code, stderr } = await runCli(folder, [...RUN, '--otel'], environment(received.url));
    expect(code).toBe(0);
    expect(stderr).toContain('(HTTP 401). Check the key in OTEL_EXPORTER_OTLP_HEADERS.');
    const grpc = environment(received.url, { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' });
    const other = await runCli(folder, [...RUN, '--otel'], grpc);
    expect(other.code).toBe(0);
    expect(other.stderr).toContain(
      'Not exported to OpenTelemetry: OTEL_EXPORTER_OTLP_PROTOCOL is grpc',
    );
  });
});

describe('Ctrl-C', () => {
  it('still sends what there is', async () => {
    const received = await receiver();
    const { endpoint, folder } = await setUp((asked, response, call) => {
      if (call === 1) always(asked, response, call, undefined as never);
    });
    const args = [...RUN, '--otel', '--concurrency', '1'];
    const { child, ended } = startCli(folder, args, environment(received.url));
    await eventually(() => endpoint.asked.length === 2);
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    expect(callsOf(received)).toHaveLength(1);
    expect(rootOf(received)?.attributes['plumbline.stopped']).toBe('cancelled');
  });
});

describe('without --otel', () => {
  it('sends nothing, whatever the environment says', async () => {
    const received = await receiver();
    const { folder } = await setUp(always);
    await runCli(folder, RUN, environment(received.url));
    expect(received.requests).toEqual([]);
  });

  it('loads no module of OpenTelemetry', async () => {
    const texts = await loadedAtStart(resolve('dist/cli.js'));
    expect(texts.size).toBeGreaterThan(1);
    expect([...texts].filter(([, text]) => /OTEL_EXPORTER|ResourceMetrics/.test(text))).toEqual([]);
  });
});

describe('a run read as a recorded run', () => {
  it('is refused by steps --trace', async () => {
    const received = await receiver();
    const { folder } = await setUp(always);
    await runCli(folder, [...RUN, '--otel'], environment(received.url));
    const traces = received.bodies.filter((body) => body.includes('resourceSpans'));
    writeFileSync(join(folder, 'spans.json'), traces.join('\n'));
    const { code, stderr } = await runCli(folder, [
      ...['steps', 'mood.prompt.yml', '--trace', 'spans.json'],
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('holds 5 spans of Plumbline itself');
  });
});

/** What a module imports statically, itself included, by file. */
async function loadedAtStart(
  file: string,
  known = new Map<string, string>(),
): Promise<Map<string, string>> {
  if (known.has(file)) return known;
  const text = await readFile(file, 'utf8');
  known.set(file, text);
  for (const [, path] of text.matchAll(/(?:from|^import|;import)\s*"(\.[^"]+)"/gm))
    await loadedAtStart(resolve(file, '..', path ?? ''), known);
  return known;
}
