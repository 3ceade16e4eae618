import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { fakeClock } from '../../support/fakes.js';

const QUESTION: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'x' }],
  temperature: null,
  topP: null,
  maxTokens: null,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed: 7,
  topLogprobs: 2,
};

/** An endpoint that sends these bytes, piece by piece; time passes by 10 ms before each. */
function streaming(pieces: readonly (string | Uint8Array | Error)[], omit: readonly string[] = []) {
  const clock = fakeClock();
  const signal = new AbortController();
  const sent: Record<string, unknown>[] = [];
  let next = 0;
  const provider = openAiProvider({
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: null,
    headers: {},
    timeoutMs: 1000,
    stream: true,
    clock,
    fetch: (_, init) => {
      sent.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
      const body = new ReadableStream({
        async pull(controller) {
          const piece = pieces[next++];
          if (piece === undefined) return controller.close();
          if (piece instanceof Error) return controller.error(piece);
          await clock.sleep(10, signal.signal);
          controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
        },
      });
      const headers = { 'content-type': 'text/event-stream' };
      return Promise.resolve(new Response(body, { headers }));
    },
  });
  const context = { signal: signal.signal, repeat: 1, omit: new Set(omit) };
  return { answer: () => provider.complete(QUESTION, context), sent, signal };
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (choice: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  event({ id: '1', model: 'm-2', system_fingerprint: 'fp', choices: [choice], ...more });
const said = (content: string, more: Record<string, unknown> = {}) =>
  chunk({ index: 0, delta: { content }, ...more });
const END = chunk({ index: 0, delta: {}, finish_reason: 'stop' });
const DONE = 'data: [DONE]\n\n';

const failureOf = async (answer: () => Promise<unknown>) => {
  const error = await answer().catch((each: unknown) => each);
  if (!(error instanceof ProviderError)) throw error;
  return error;
};

describe('a streamed answer', () => {
  it('that ends without any part of one may come whole the next time', async () => {
    expect((await failureOf(streaming([DONE]).answer)).failure).toBe('broken-stream');
  });

  it('without any choice is no answer, also where it says that it is done', async () => {
    const error = await failureOf(streaming(['data: {"choices":[]}\n\n', DONE]).answer);
    expect(error).toMatchObject({ failure: 'broken-stream' });
    expect(error.message).toContain('without a choice');
  });

  it('fails where a tool call has no name, as a whole answer does', async () => {
    const nameless = chunk({
      index: 0,
      delta: { tool_calls: [{ index: 0, id: 'c1', function: { arguments: '{"x":1}' } }] },
    });
    const end = chunk({ index: 0, delta: {}, finish_reason: 'tool_calls' });
    const error = await failureOf(streaming([nameless, end, DONE]).answer);
    expect(error.message).toContain('a tool call without a name');
  });

  it('is put together from its pieces, with who served it and when it began', async () => {
    const role = chunk({ index: 0, delta: { role: 'assistant', content: '' } });
    const completion = await streaming([role, said('Hel'), said('lo'), END, DONE]).answer();
    expect(completion).toMatchObject({
      text: 'Hello',
      finishReason: 'stop',
      tokens: null,
      usage: null,
      servedBy: { model: 'm-2', fingerprint: 'fp' },
    });
    // The role alone is no content.
    expect(completion.ttftMs).toBeGreaterThanOrEqual(20);
    expect(completion.latencyMs).toBeGreaterThan(completion.ttftMs ?? Infinity);
  });

  it('is the same however the network cuts it, also inside a character', async () => {
    const bytes = new TextEncoder().encode(`: keep-alive\n\n${said('grüße 🎈')}${END}${DONE}`);
    const pieces = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
    expect((await streaming(pieces).answer()).text).toBe('grüße 🎈');
  });

  it('has the usage of its last chunk, which holds no choice', async () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 2,
      prompt_tokens_details: { cached_tokens: 4 },
    };
    const last = event({ id: '1', model: 'm-2', choices: [], usage });
    expect((await streaming([said('a'), END, last, DONE]).answer()).usage).toEqual({
      promptTokens: 5,
      completionTokens: 2,
      cachedTokens: 4,
    });
  });

  it('has no usage where only the total is told', async () => {
    const last = event({ id: '1', choices: [], usage: { total_tokens: 7 } });
    expect((await streaming([said('a'), END, last, DONE]).answer()).usage).toBeNull();
  });

  it('has the probabilities of all its tokens in order', async () => {
    const logprobs = (token: string, logprob: number | null) => ({
      logprobs: { content: [{ token, logprob, top_logprobs: [{ token: 'z', logprob: -3 }] }] },
    });
    const pieces = [said('a', logprobs('a', -0.1)), said('b', logprobs('b', -0.2)), END, DONE];
    const top = [{ text: 'z', logprob: -3 }];
    expect((await streaming(pieces).answer()).tokens).toEqual([
      { text: 'a', logprob: -0.1, top },
      { text: 'b', logprob: -0.2, top },
    ]);
    const holed = [said('a', logprobs('a', -0.1)), said('b', logprobs('b', null)), END, DONE];
    expect((await streaming(holed).answer()).tokens).toBeNull();
  });

  it('puts the calls of tools together by their index', async () => {
    const call = (index: number, part: Record<string, unknown>) =>
      chunk({ index: 0, delta: { tool_calls: [{ index, ...part }] } });
    const { text } = await streaming([
      call(0, { id: 'a', function: { name: 'find', arguments: '{"q":' } }),
      call(1, { id: 'b', function: { name: 'stop', arguments: '{}' } }),
      call(0, { function: { arguments: '"x"}' } }),
      chunk({ index: 0, delta: {}, finish_reason: 'tool_calls' }),
      DONE,
    ]).answer();
    expect(JSON.parse(text)).toEqual([
      { name: 'find', arguments: { q: 'x' } },
      { name: 'stop', arguments: {} },
    ]);
  });

  it('asks for usage, unless the endpoint refused that', async () => {
    const asking = streaming([said('a'), END, DONE]);
    await asking.answer();
    expect(asking.sent).toMatchObject([
      { stream: true, stream_options: { include_usage: true }, logprobs: true, top_logprobs: 2 },
    ]);
    const omitting = streaming([said('a'), END, DONE], ['stream_options', 'logprobs']);
    await omitting.answer();
    expect(omitting.sent[0]).not.toHaveProperty('stream_options');
    expect(omitting.sent[0]).not.toHaveProperty('top_logprobs');
  });
});

describe('a stream that goes wrong', () => {
  it.each([
    ['ends before a finish reason', [said('Hel')]],
    ['ends inside a chunk', [said('Hel'), 'data: {"choi']],
    ['holds no JSON', [said('Hel'), 'data: <html>\n\n']],
    ['is empty', []],
  ])('and %s is a broken stream, to be tried again', async (_, pieces) => {
    const error = await failureOf(streaming(pieces).answer);
    expect(error).toMatchObject({ failure: 'broken-stream', retryable: true });
  });

  const closed = () =>
    Object.assign(new TypeError('terminated'), {
      cause: { code: 'UND_ERR_SOCKET', message: 'other side closed' },
    });

  it('and whose connection breaks is a broken stream, not an endpoint that cannot be reached', async () => {
    for (const pieces of [[said('Hel'), closed()], [closed()]]) {
      const error = await failureOf(streaming(pieces).answer);
      expect(error).toMatchObject({ failure: 'broken-stream', retryable: true });
      expect(error.message).toBe('The answer broke off before its end.');
    }
  });

  it('is whole where the connection breaks after its end', async () => {
    const pieces = [said('Hello'), END, closed()];
    expect(await streaming(pieces).answer()).toMatchObject({ text: 'Hello', finishReason: 'stop' });
  });

  it('says what the endpoint said when it broke off with an error', async () => {
    const pieces = [said('Hel'), event({ error: { message: 'out of memory', code: 500 } })];
    expect((await failureOf(streaming(pieces).answer)).message).toContain('out of memory');
  });

  it('rejects with the signal’s reason when it is cancelled', async () => {
    const { answer, signal } = streaming([said('Hel'), said('lo'), END, DONE]);
    const waiting = answer();
    signal.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});
