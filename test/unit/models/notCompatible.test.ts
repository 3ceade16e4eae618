import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import { listModels } from '../../../src/node/localServers.js';
import { fakeClock } from '../../support/fakes.js';

const BASE = 'http://127.0.0.1:9/v1';
const QUESTION = {
  model: 'm',
  messages: [{ role: 'user' as const, content: 'x' }],
  temperature: null,
  topP: null,
  maxTokens: null,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed: null,
  topLogprobs: null,
};

const answering = (body: string, type: string, stream = false) =>
  openAiProvider({
    baseUrl: BASE,
    apiKey: null,
    headers: {},
    timeoutMs: 1000,
    stream,
    fetch: () => Promise.resolve(new Response(body, { headers: { 'content-type': type } })),
    clock: fakeClock(),
  });
const failureOf = async (provider: ReturnType<typeof answering>) => {
  const context = { signal: new AbortController().signal, repeat: 1, omit: new Set<string>() };
  const error = await provider.complete(QUESTION, context).catch((each: unknown) => each);
  if (!(error instanceof ProviderError)) throw error;
  return error;
};

describe('a redirect', () => {
  it.each([
    ['https://other.example/v1/chat/completions?key=1', 'https://other.example/v1'],
    ['/api/v1/chat/completions', 'http://127.0.0.1:9/api/v1'],
  ])(
    'to %s is named, with the base URL it stands for, and not followed',
    async (location, base) => {
      const provider = openAiProvider({
        ...{ baseUrl: BASE, apiKey: 'k', headers: {}, timeoutMs: 1000, stream: false },
        fetch: () => Promise.resolve(new Response(null, { status: 307, headers: { location } })),
        clock: fakeClock(),
      });
      const { message, failure } = await failureOf(provider);
      expect(failure).toBe('not-compatible');
      expect(message).toContain(`redirects to ${base} (307)`);
    },
  );
});

describe('what is no OpenAI-compatible endpoint', () => {
  it.each([true, false])('is told at once by its page, streaming or not (%s)', async (stream) => {
    const error = await failureOf(answering('<html>', 'text/html; charset=utf-8', stream));
    expect(error.message).toBe(
      `${BASE} is not an OpenAI-compatible endpoint: it sent text/html. Check the base URL; most end in /v1.`,
    );
    expect(error).toMatchObject({ retryable: false, fatal: true });
  });

  it('is told by a gateway that says it is up', async () => {
    const body = '{"status":"ok","message":"API gateway is up"}';
    const error = await failureOf(answering(body, 'application/json'));
    expect(error.message).toContain('Check the base URL; most end in /v1.');
    expect(error).toMatchObject({ failure: 'not-compatible', retryable: false });
  });

  it.each(['refusal', 'guardrail_intervened', 'sensitive'])(
    'is not what filters an answer: finish_reason %s',
    async (reason) => {
      const choices = [{ message: { content: '' }, finish_reason: reason }];
      const error = await failureOf(answering(JSON.stringify({ choices }), 'application/json'));
      expect(error.failure).toBe('content-filter');
    },
  );

  it('is told by JSON that is no answer', async () => {
    const error = await failureOf(answering('{"ok":true}', 'application/json'));
    expect(error.message).toContain('it sent a response without choices');
  });

  it('is told by its page where its models are asked for', async () => {
    const page = () =>
      Promise.resolve(new Response('<html>', { headers: { 'content-type': 'text/html' } }));
    await expect(listModels(BASE, { fetchFrom: page })).rejects.toThrow('it sent text/html');
  });
});

describe('an empty answer', () => {
  it('is called that', async () => {
    const error = await failureOf(answering('null', 'application/json'));
    expect(error.message).toBe(`${BASE} sent an empty response.`);
    expect(error.retryable).toBe(true);
  });

  it('without any part of a stream too', async () => {
    const error = await failureOf(answering('', 'text/event-stream', true));
    expect(error.message).toContain('sent a stream without any completion');
  });
});

describe('an endpoint whose models are asked for', () => {
  it('and cannot be reached is told as such, without its key', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), {
      cause: { code: 'ECONNREFUSED', message: 'for secret-key' },
    });
    const listed = listModels(BASE, {
      headers: { authorization: 'Bearer secret-key' },
      fetchFrom: () => Promise.reject(refused),
    });
    await expect(listed).rejects.toThrow(`Cannot reach ${BASE} (ECONNREFUSED for …)`);
  });

  it.each([
    ['a password in its address', 'http://me:hunter2hunter2@far.example/v1', 'Bearer x'],
    ['a key in its query', 'http://far.example/v1?key=hunter2hunter2', 'Bearer x'],
    ['a key of two lines', 'http://far.example/v1', 'Bearer hunter2\nhunter2hunter2'],
  ])('and is told without %s', async (_, baseUrl, authorization) => {
    const failing = (input: Parameters<typeof fetch>[0]) =>
      Promise.reject(new TypeError(`Cannot take ${String(input)}`));
    const failed = await listModels(baseUrl, {
      headers: { authorization },
      fetchFrom: failing,
    }).catch((error: Error) => error.message);
    expect(failed).not.toContain('hunter2');
    expect(failed).toContain('far.example/v1');
  });
});
