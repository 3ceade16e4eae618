import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type DataPoint,
  type Histogram,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { runSpans } from '../../../../src/cli/otel/runSpans.js';
import { resolveRunSettings } from '../../../../src/core/plan/runSettings.js';
import type { Endpoint } from '../../../../src/core/models/endpoint.js';
import type { Prompt } from '../../../../src/core/prompt/prompt.js';
import type { ModelProvider, Price } from '../../../../src/core/ports/model.js';
import type { RunRequest } from '../../../../src/core/run/runRequest.js';
import type { RunStore } from '../../../../src/core/run/runStore.js';
import { sensitivity } from '../../../../src/core/studies/sensitivity/sensitivity.js';
import { runStudy } from '../../../../src/core/study.js';
import { completion, failure, fakeClock, fakeProvider } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';
import { endpointOn, memoryStore } from '../../../support/studies.js';

const TEXT = `name: Mood
messages:
  - role: user
    content: 'Good or bad? {{review}}'
testData:
  - { review: lovely, expected: good }
  - { review: dirty, expected: bad }
`;
const PROMPT = promptFrom(TEXT);
const JUDGED = `${TEXT}sensitivity:\n  checks: [{ name: kind, rubric: Is it kind? }]\n`;
const SECOND = 1000;

interface How {
  readonly store?: RunStore;
  readonly resume?: RunRequest['resume'];
  readonly capturesContent?: boolean;
  readonly price?: Price;
  readonly prompt?: Prompt;
  readonly judge?: NonNullable<Endpoint['judge']>;
}

async function spansOf(provider: ModelProvider, how: How = {}) {
  const { store = memoryStore(), resume = 'never', capturesContent = false } = how;
  const { prompt = PROMPT, price = null, judge } = how;
  const exporter = new InMemorySpanExporter();
  const tracers = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: metrics })],
  });
  const endpoint = endpointOn(provider, { price, ...(judge ? { judge } : {}) });
  let at = Date.UTC(2026, 0, 1);
  const observer = runSpans(
    { study: 'sensitivity', endpoint },
    {
      tracer: tracers.getTracer('test'),
      meter: meters.getMeter('test'),
      ...{ capturesContent, now: () => (at += SECOND) },
    },
  );
  const overrides = { variants: { format: 1 }, repeats: 1 } as const;
  const settings = resolveRunSettings(prompt, {}, overrides);
  const result = await runStudy(sensitivity, {
    subject: { prompt, text: '' },
    request: {
      ...{ endpoint, settings, resume },
      ...{ only: null, useCache: false, writeParaphrases: false },
    },
    host: {
      ...{ store, clock: fakeClock(), signal: new AbortController().signal, ...observer },
      confirm: ({ design }) => Promise.resolve(design.settings.shots),
      warn: () => undefined,
    },
  });
  observer.onEnd({ result });
  const spans = exporter.getFinishedSpans();
  await meters.shutdown();
  return {
    root: spans.find(({ name }) => name === 'plumbline.run'),
    calls: spans.filter(({ name }) => name !== 'plumbline.run'),
    timed: timedCalls(metrics),
  };
}

/** By model, how many calls are in the durations. */
function timedCalls(exporter: InMemoryMetricExporter): Record<string, number> {
  const points = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .filter(({ descriptor }) => descriptor.name === 'gen_ai.client.operation.duration')
    .flatMap(({ dataPoints }) => dataPoints as DataPoint<Histogram>[]);
  return Object.fromEntries(
    points.map(({ attributes, value }) => [
      String(attributes['gen_ai.request.model']),
      value.count,
    ]),
  );
}

const good = () => fakeProvider(() => completion('good', { latencyMs: 300, ttftMs: 100 }));
const msOf = ([seconds, nanoseconds]: readonly [number, number]) =>
  seconds * 1000 + nanoseconds / 1e6;

describe('the spans of a run', () => {
  it('are one for each trial, below one for the run', async () => {
    const { root, calls } = await spansOf(good(), { price: { input: 1, output: 10 } });
    expect(root?.attributes).toMatchObject({
      'plumbline.prompt': 'prompts/test.prompt.yml',
      'plumbline.verdict': expect.any(String),
      'plumbline.total.completed': 4,
    });
    expect(calls).toHaveLength(4);
    expect(calls[0]).toMatchObject({
      name: 'chat m',
      kind: SpanKind.CLIENT,
      parentSpanContext: { spanId: root?.spanContext().spanId },
      attributes: {
        'gen_ai.response.model': 'm',
        'gen_ai.usage.output_tokens': 2,
        'plumbline.tokens_per_second': 10,
        'plumbline.cost_usd': 0.00003,
        'plumbline.shots': 'file',
      },
    });
  });

  it('begin when the call is sent, and take as long as the call', async () => {
    const { calls } = await spansOf(good());
    expect(calls.map(({ duration }) => msOf(duration))).toEqual([300, 300, 300, 300]);
  });

  it('begin with the first try where a call is tried again', async () => {
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? failure('server') : completion('good', { latencyMs: 300 }),
    );
    const { calls } = await spansOf(provider);
    const retried = calls.find(({ events }) => events.length > 0);
    expect(retried?.events.map(({ name }) => name)).toEqual(['plumbline.wait', 'plumbline.retry']);
    // Sent, waits, sent again: the clock of this test moves with each look at it.
    expect(msOf(retried?.duration ?? [0, 0])).toBe(2 * SECOND + 300);
  });

  it('of failed calls say what was charged for them', async () => {
    const usage = { promptTokens: 40, completionTokens: 10, cachedTokens: null };
    const provider = fakeProvider((request) =>
      request.messages.some(({ content }) => content.includes('dirty'))
        ? failure('content-filter', { usage })
        : completion('good'),
    );
    const { calls } = await spansOf(provider, { price: { input: 1, output: 2 } });
    const [failed] = calls.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed?.attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 40,
      'gen_ai.usage.output_tokens': 10,
      'plumbline.cost_usd': 60 / 1e6,
    });
  });

  it('of calls that came to an answer after one that was charged say what both took', async () => {
    const usage = { promptTokens: 40, completionTokens: 10, cachedTokens: null };
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? failure('server', { usage }) : completion('good', { latencyMs: 300 }),
    );
    const { calls } = await spansOf(provider, { price: { input: 1, output: 2 } });
    const retried = calls.find(({ attributes }) => attributes['plumbline.requests'] === 2);
    expect(retried?.attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 50,
      'gen_ai.usage.output_tokens': 12,
      'plumbline.cost_usd': 74 / 1e6,
    });
  });

  it('are also those of a judge, at its own endpoint and price', async () => {
    const judge = {
      ...{ model: 'stern', price: { input: 100, output: 100 }, concurrency: 1 },
      provider: {
        ...fakeProvider((_, __, call) =>
          call === 1 ? failure('server') : completion('5', { latencyMs: 50 }),
        ),
        id: 'http://judge.test:99/v1',
      },
    };
    const { root, calls, timed } = await spansOf(good(), { prompt: promptFrom(JUDGED), judge });
    const judged = calls.filter(({ name }) => name === 'chat stern');
    expect(judged[0]).toMatchObject({
      kind: SpanKind.CLIENT,
      parentSpanContext: { spanId: root?.spanContext().spanId },
      attributes: {
        'plumbline.purpose': 'judge',
        'plumbline.study': 'sensitivity',
        'plumbline.prompt': 'prompts/test.prompt.yml',
        'plumbline.requests': 2,
        'server.address': 'judge.test',
        'server.port': 99,
        'gen_ai.usage.input_tokens': 10,
        'plumbline.cost_usd': 12 / 1e4,
      },
    });
    expect(judged[0]?.attributes).not.toHaveProperty('plumbline.case');
    expect(msOf(judged[0]?.duration ?? [0, 0])).toBe(2 * SECOND + 50);
    const trials = calls.length - judged.length;
    expect(trials).toBe(4);
    expect(timed).toEqual({ m: trials, stern: judged.length });
  });

  it('of failed calls say of what kind the failure was, and nothing that it said', async () => {
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? failure('content-filter') : completion('good'),
    );
    const { calls } = await spansOf(provider);
    const [failed] = calls.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed?.attributes['error.type']).toBe('content-filter');
    expect(JSON.stringify([failed?.status, failed?.attributes])).not.toContain('failed:');
  });

  it('leave out tokens that were only estimated', async () => {
    const { calls } = await spansOf(fakeProvider(() => completion('good', { usage: null })));
    expect(calls[0]?.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    expect(calls[0]?.attributes).not.toHaveProperty('plumbline.cost_usd');
  });

  it('are no client calls where a recording is replayed', async () => {
    const { calls } = await spansOf({ ...good(), recorded: true });
    expect(calls[0]?.kind).toBe(SpanKind.INTERNAL);
    expect(calls[0]?.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
  });

  it('leave out what an earlier part of the run did', async () => {
    const store = memoryStore();
    const stopped = fakeProvider((_, __, call) =>
      call < 3 ? completion('good') : failure('unauthorised'),
    );
    await spansOf(stopped, { store });
    const { calls } = await spansOf(good(), { store, resume: 'required' });
    expect(calls).toHaveLength(2);
  });

  it('hold messages and answers only where they are asked for', async () => {
    const reasoned = () => fakeProvider(() => completion('good', { reasoning: 'It is lovely.' }));
    const { calls: without } = await spansOf(reasoned());
    expect(Object.keys(without[0]?.attributes ?? {}).join()).not.toContain('messages');
    const { calls } = await spansOf(reasoned(), { capturesContent: true });
    expect(JSON.parse(calls[0]?.attributes['gen_ai.output.messages'] as string)).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'It is lovely.' },
          { type: 'text', content: 'good' },
        ],
        finish_reason: 'stop',
      },
    ]);
    expect(calls[0]?.attributes['gen_ai.input.messages']).toMatch(/lovely|dirty/);
  });
});
