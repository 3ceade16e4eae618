import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import { fakeClock, HELLO } from '../../support/fakes.js';

const KEY = 'sk-PLANTED-0123456789abcdefXYZ';
const JSON_TYPE = { 'content-type': 'application/json' };
const EVENTS = { 'content-type': 'text/event-stream' };

/** All that is told of a call that was answered so. */
async function toldOf(response: () => Response, stream = false) {
  const provider = openAiProvider({
    ...{ baseUrl: 'http://h.example/v1', apiKey: KEY, headers: {}, timeoutMs: 1000, stream },
    ...{ clock: fakeClock(), fetch: () => Promise.resolve(response()) },
  });
  const context = { signal: new AbortController().signal, repeat: 1, omit: new Set<string>() };
  return provider.complete(HELLO, context).catch((error: unknown) => {
    if (error instanceof ProviderError) return error;
    throw error;
  });
}

/** What a person may see of it. */
const shown = (told: object) =>
  told instanceof ProviderError ? `${told.message} ${told.said ?? ''}` : JSON.stringify(told);

const answer = (choice: object) =>
  JSON.stringify({ choices: [{ message: { content: 'hello' }, ...choice }] });

describe('a key that a server repeats', () => {
  it.each<[string, () => Response]>([
    ['in a greeting', () => new Response(`hello Bearer ${KEY} there`)],
    ['in JSON that is cut off', () => new Response(`{"echo":"${KEY}",`, { headers: JSON_TYPE })],
    ['where a long answer is cut', () => new Response(`{"e":"${'x'.repeat(52)}${KEY}`)],
    [
      'in an event that is none',
      () => new Response(`data: {"bad":"${KEY}\n\n`, { headers: EVENTS }),
    ],
    [
      'in capitals',
      () => Response.json({ error: { message: KEY.toUpperCase() } }, { status: 401 }),
    ],
    ['as the reason to finish', () => new Response(answer({ finish_reason: KEY }))],
    [
      'where a long error is cut',
      () => Response.json({ error: { message: `${'x'.repeat(280)}${KEY}` } }, { status: 400 }),
    ],
    [
      'in the address it sends to',
      () =>
        new Response(null, { status: 307, headers: { location: `http://o.example/${KEY}/v1` } }),
    ],
    [
      'in an address that is none',
      () => new Response(null, { status: 307, headers: { location: `http://[oops/?key=${KEY}` } }),
    ],
    [
      'as the type of a page',
      () => new Response('', { headers: { 'content-type': `text/html+${KEY}` } }),
    ],
  ])('is not told to anybody: %s', async (_, response) => {
    for (const stream of [false, true]) {
      const text = shown(await toldOf(response, stream)).toLowerCase();
      expect(text).not.toContain(KEY.slice(0, 12).toLowerCase());
      expect(text).not.toContain(KEY.slice(-8).toLowerCase());
    }
  });
});

describe('an error whose body comes in a stream that cannot be iterated', () => {
  it('is told as it is elsewhere', async () => {
    const response = () => {
      const whole = Response.json({ error: { message: 'no such key' } }, { status: 401 });
      const body = { getReader: () => reader };
      const reader = (whole.body as ReadableStream<Uint8Array>).getReader();
      return { ok: false, status: 401, headers: whole.headers, body } as unknown as Response;
    };
    const told = await toldOf(response);
    expect(told).toMatchObject({ failure: 'unauthorised', status: 401 });
    expect(shown(told)).toContain('401: no such key');
  });
});

it('an address that is none is called that, and nothing is sent', async () => {
  const provider = openAiProvider({
    ...{ baseUrl: 'http://', apiKey: KEY, headers: {}, timeoutMs: 1000, stream: false },
    ...{ clock: fakeClock(), fetch: () => Promise.reject(new Error('it was sent')) },
  });
  const context = { signal: new AbortController().signal, repeat: 1, omit: new Set<string>() };
  await expect(provider.complete(HELLO, context)).rejects.toThrow('"http://" is not a URL.');
});

describe('a response that no endpoint gives', () => {
  it.each([300, 304, 307, 399])(
    'is told by its status: %i, without a place to go to',
    async (status) => {
      const told = await toldOf(() => new Response(null, { status }));
      expect(told).toMatchObject({ failure: 'not-compatible', status });
      expect(shown(told)).toContain(
        `answered with status ${status}, as no OpenAI-compatible endpoint`,
      );
    },
  );

  it.each([600, 999])('is told by its status: %i, which HTTP does not have', async (status) => {
    const odd = Object.defineProperties(new Response(answer({})), {
      status: { value: status },
      ok: { value: false },
    });
    expect(await toldOf(() => odd)).toMatchObject({ failure: 'not-compatible', status });
  });
});

describe('an error whose body does not come to its end', () => {
  const piece = (text: string) => new TextEncoder().encode(text);

  it.each([
    [401, 'unauthorised'],
    [429, 'rate-limited'],
    [503, 'server'],
  ])('keeps its status where it is cut off: %i', async (status, failure) => {
    let begun = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (begun) controller.error(new TypeError('terminated'));
        else controller.enqueue(piece('{"error": {"message": "half'));
        begun = true;
      },
    });
    const told = await toldOf(() => new Response(body, { status, headers: JSON_TYPE }));
    expect(told).toMatchObject({ failure, status });
    expect(shown(told)).toContain('half');
  });

  it('is read as far as it can matter', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(piece('x'.repeat(10_000)));
      },
    });
    const told = await toldOf(() => new Response(endless, { status: 400 }));
    expect(told).toMatchObject({ status: 400 });
    expect(pulled).toBeLessThan(15);
  });
});
