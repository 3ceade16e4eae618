import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { providerErrorFrom } from '../../../src/core/models/openAiErrors.js';
import { waitNamed } from '../../../src/core/models/waitAsked.js';

const NOW = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
const BASE = 'http://127.0.0.1:9/v1';

const classified = (thrown: unknown, secrets: string[] = []) =>
  providerErrorFrom(thrown, { baseUrl: BASE, model: 'm', secrets, now: NOW });

const answered = (
  status: number,
  error: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) => OpenAI.APIError.generate(status, { error }, undefined, new Headers(headers));

describe('an answer that is an error', () => {
  it.each([
    [401, {}, 'unauthorised', false],
    [403, {}, 'unauthorised', false],
    [404, {}, 'not-found', false],
    [408, {}, 'server', true],
    [409, {}, 'server', true],
    [429, {}, 'rate-limited', true],
    [451, {}, 'content-filter', false],
    [
      400,
      { code: 'data_inspection_failed', message: 'Output data may contain inappropriate content.' },
      'content-filter',
      false,
    ],
    [429, { code: 'insufficient_quota' }, 'quota', false],
    [429, { message: 'insufficient_quota: pay first' }, 'quota', false],
    [429, { message: 'You exceeded your current quota, please check your plan.' }, 'quota', false],
    [429, { message: 'Insufficient balance' }, 'quota', false],
    [
      429,
      { message: 'You exceeded your current quota. Please retry in 34.07s.' },
      'rate-limited',
      true,
    ],
    ...[
      'You exceeded your quota of requests-per-minute',
      'You exceeded your quota: 20 requests/min',
      'You exceeded your quota of 3 concurrent requests',
      'You exceeded your current quota, try again later',
      `You exceeded your current quota. ${'See the long list. '.repeat(30)}Please retry in 34.07s.`,
    ].map((message) => [429, { message }, 'rate-limited', true] as const),
    ...[
      'You are out of credits. See https://api.example/docs/rate-limits',
      'You exceeded your current token quota',
    ].map((message) => [429, { message }, 'quota', false] as const),
    [429, { message: 'Too many requests: see billing' }, 'rate-limited', true],
    [500, {}, 'server', true],
    [503, {}, 'server', true],
    [529, {}, 'server', true],
    [400, { message: 'messages is too long' }, 'bad-request', false],
    [400, { message: 'The model `m` does not exist' }, 'not-found', false],
    [400, { message: 'Unsupported parameter', param: 'seed' }, 'unsupported-parameter', false],
    [422, { message: 'logprobs is not supported' }, 'unsupported-parameter', false],
  ] as const)('%i %j is of kind %s, retryable: %s', (status, error, failure, retryable) => {
    expect(classified(answered(status, error))).toMatchObject({ failure, status, retryable });
  });

  it('names the parameter that was refused', () => {
    expect(classified(answered(400, { message: 'unknown: top_logprobs' })).parameter).toBe(
      'top_logprobs',
    );
    expect(classified(answered(500, { message: 'unknown: top_logprobs' })).parameter).toBeNull();
  });

  it('never repeats a secret', () => {
    const { message } = classified(answered(401, { message: 'bad key sk-1234' }), ['sk-1234']);
    expect(message).toContain('bad key …');
  });
});

describe('a call without an answer', () => {
  it.each([
    [new OpenAI.APIConnectionTimeoutError(), 'timeout'],
    [new OpenAI.APIConnectionError({ message: 'Connection error.' }), 'unreachable'],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }),
      'unreachable',
    ],
    [new SyntaxError('Unexpected token'), 'broken-stream'],
    ['a text', 'broken-stream'],
    [null, 'broken-stream'],
  ])('%s is of kind %s, and tried again', (thrown, failure) => {
    expect(classified(thrown)).toMatchObject({ failure, retryable: true, status: null });
  });

  it('keeps what is known already, also where the SDK wrapped it', () => {
    const known = new ProviderError('a page', { failure: 'not-compatible' });
    expect(classified(known)).toBe(known);
    expect(classified(new Error('wrapped', { cause: known }))).toBe(known);
  });

  it('is told of a proxy by what it wants', () => {
    const cause = Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), {
      code: 'UND_ERR_ABORTED',
    });
    const byTunnel = classified(new TypeError('fetch failed', { cause }));
    for (const error of [byTunnel, classified(answered(407, {}))])
      expect(error).toMatchObject({
        ...{ failure: 'forbidden', status: 407, retryable: false },
        message: expect.stringContaining('asks for a name and a password (407)') as string,
      });
    const away = Object.assign(new Error('Proxy response (502) !== 200 when HTTP Tunneling'), {});
    expect(classified(new TypeError('fetch failed', { cause: away }))).toMatchObject({
      ...{ failure: 'unreachable', retryable: true },
    });
  });
});

describe('the wait an endpoint asks for', () => {
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '-3' }, 0],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after-ms': '', 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '' }, null],
    [{}, null],
  ])('is read from %j', (headers: Record<string, string>, expected) => {
    expect(waitNamed(new Headers(headers), NOW)).toBe(expected);
  });

  it('goes by the clock of the endpoint, where it tells the time', () => {
    const headers = {
      date: 'Wed, 21 Oct 2026 08:00:00 GMT',
      'retry-after': 'Wed, 21 Oct 2026 08:00:05 GMT',
    };
    expect(waitNamed(new Headers(headers), NOW)).toBe(5000);
  });

  it('is kept with the failure', () => {
    const date = { 'retry-after': 'Wed, 21 Oct 2026 07:29:00 GMT' };
    expect(classified(answered(429, {}, date)).retryAfterMs).toBe(60_000);
  });

  it('is what the body says, before when a limit is reset', () => {
    const limits = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' }];
    expect(classified(answered(429, {}, limits)).retryAfterMs).toBe(1000);
    expect(classified(answered(429, { details }, limits)).retryAfterMs).toBe(34_000);
    const words = { message: 'Please try again in 1.2s' };
    const whole = { 'x-ratelimit-reset-requests': '1m12s' };
    expect(classified(answered(429, words, whole)).retryAfterMs).toBe(1200);
  });
});
