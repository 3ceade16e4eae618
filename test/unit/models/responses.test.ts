import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { batchLine, batchProvider, batchResults } from '../../../src/core/models/batch.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { fakeClock } from '../../support/fakes.js';
import { eventsOf, eventText, items, responseOf } from '../../support/responses.js';

const REQUEST: ChatRequest = {
  ...{ model: 'm', messages: [{ role: 'user', content: 'x' }], seed: 7, topLogprobs: 2 },
  ...{ temperature: 0, topP: null, maxTokens: 50, maxCompletionTokens: null },
  ...{ responseFormat: null, extra: {} },
};

interface Given {
  readonly status?: number;
  readonly stream?: boolean;
  readonly request?: Partial<ChatRequest>;
  readonly omit?: readonly string[];
}

/** A provider whose endpoint sends this body; time passes by 10 ms before each piece of a stream. */
async function asked(body: object | readonly string[], given: Given = {}) {
  const clock = fakeClock();
  const signal = new AbortController().signal;
  const stream = given.stream ?? Array.isArray(body);
  let sent: { url: string; body: Record<string, unknown> } | null = null;
  const provider = openAiProvider({
    ...{ baseUrl: 'http://127.0.0.1:9/v1', api: 'responses', apiKey: null, headers: {} },
    ...{ timeoutMs: 1000, stream, clock },
    fetch: (url, init) => {
      sent = { url: url as string, body: JSON.parse(init?.body as string) as never };
      if (!Array.isArray(body))
        return Promise.resolve(Response.json(body, { status: given.status ?? 200 }));
      let next = 0;
      const pieces = new ReadableStream({
        async pull(controller) {
          const piece = (body as string[])[next++];
          if (piece === undefined) return controller.close();
          await clock.sleep(10, signal);
          controller.enqueue(new TextEncoder().encode(piece));
        },
      });
      const headers = { 'content-type': 'text/event-stream' };
      return Promise.resolve(new Response(pieces, { headers }));
    },
  });
  const request = { ...REQUEST, ...given.request };
  const omit = new Set(given.omit);
  const answer = await provider
    .complete(request, { signal, repeat: 1, omit })
    .catch((error: unknown) => {
      if (error instanceof ProviderError) return error;
      throw error;
    });
  return { answer, provider, sent: sent as unknown as { url: string; body: object } };
}

const lastEvent = (response: object) =>
  eventText(`response.${(response as { status: string }).status}`, { response });

const answered = async (body: object | readonly string[], given: Given = {}) => {
  const { answer } = await asked(body, given);
  if (answer instanceof ProviderError) throw answer;
  return answer;
};

describe('a request of the Responses API', () => {
  it('has the fields of chat completions in their places, and is not stored', async () => {
    const { sent } = await asked(responseOf([items.message('yes')]), {
      request: {
        messages: [
          { role: 'system', content: 'Be short.' },
          { role: 'user', content: 'x' },
        ],
        responseFormat: { type: 'json_schema', json_schema: { name: 'a', schema: {} } },
        tools: [{ name: 'page', description: 'Reads.', parameters: null, strict: null }],
        turns: [
          {
            content: 'Reading.',
            calls: [{ id: 'abcdefghi', name: 'page', arguments: '{"n":1}', output: 'a page' }],
          },
        ],
        extra: {
          ...{ reasoning_effort: 'low', reasoning_summary: 'auto', verbosity: 'low' },
          ...{ tool_choice: { type: 'function', function: { name: 'page' } } },
          ...{ stop: ['x'], service_tier: 'flex' },
        },
      },
    });
    expect(sent.url).toBe('http://127.0.0.1:9/v1/responses');
    expect(sent.body).toEqual({
      model: 'm',
      input: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'Reading.' },
        { type: 'function_call', call_id: 'abcdefghi', name: 'page', arguments: '{"n":1}' },
        { type: 'function_call_output', call_id: 'abcdefghi', output: 'a page' },
      ],
      temperature: 0,
      max_output_tokens: 50,
      reasoning: { effort: 'low', summary: 'auto' },
      text: { verbosity: 'low', format: { type: 'json_schema', name: 'a', schema: {} } },
      tools: [
        { type: 'function', name: 'page', description: 'Reads.', parameters: null, strict: false },
      ],
      tool_choice: { type: 'function', name: 'page' },
      include: ['message.output_text.logprobs'],
      top_logprobs: 2,
      service_tier: 'flex',
      store: false,
    });
  });

  it('names what the API has no field for', async () => {
    const { provider } = await asked(responseOf([items.message('yes')]));
    const request = { ...REQUEST, extra: { stop: ['x'], top_k: 3, logit_bias: {} } };
    expect(provider.missingFields?.(request)).toEqual(['seed', 'stop', 'logit_bias']);
  });

  it('asks for no log probabilities where they were refused', async () => {
    const { sent } = await asked(responseOf([items.message('yes')]), { omit: ['include'] });
    expect(sent.body).not.toHaveProperty('include');
    expect(sent.body).not.toHaveProperty('top_logprobs');
  });

  it('is another endpoint than the one of chat completions, for caches', async () => {
    const { provider } = await asked(responseOf([items.message('yes')]));
    expect(provider.id).toBe('http://127.0.0.1:9/v1/responses');
  });
});

describe.each([
  { how: 'whole', of: (response: object) => response },
  { how: 'streamed', of: (response: object) => eventsOf(response as never) },
])('an answer that is $how', ({ how, of }) => {
  it('has its text, reasoning, usage and model', async () => {
    const found = await answered(
      of(responseOf([items.reasoning('One.', 'Two.'), items.message('yes')])),
    );
    expect(found).toMatchObject({
      ...{ text: 'yes', reasoning: 'One.\n\nTwo.', finishReason: 'stop', tokens: null },
      usage: { promptTokens: 10, completionTokens: 7, cachedTokens: 4 },
      servedBy: { model: 'fake-model-2026', fingerprint: null },
      ttftMs: how === 'streamed' ? 40 : null,
    });
  });

  it('has the probabilities of its tokens', async () => {
    const logprobs = [
      { token: 'yes', bytes: [], logprob: -0.1, top_logprobs: [{ token: 'no', logprob: -2 }] },
    ];
    const found = await answered(of(responseOf([items.message('yes', { logprobs })])));
    expect(found.tokens).toEqual([
      { text: 'yes', logprob: -0.1, top: [{ text: 'no', logprob: -2 }] },
    ]);
  });

  it('has its calls of tools', async () => {
    const found = await answered(of(responseOf([items.call('page', { n: 1 })])));
    expect(found.finishReason).toBe('tool_calls');
    expect(found.text).toContain('page');
  });

  it('is a refusal in its words', async () => {
    const found = await answered(of(responseOf([items.refusal('I cannot help with that.')])));
    expect(found.text).toBe('I cannot help with that.');
  });

  it('is cut off at the limit of tokens', async () => {
    const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    const found = await answered(of(responseOf([items.message('ye')], cut)));
    expect(found).toMatchObject({ text: 'ye', finishReason: 'length' });
  });

  it.each([
    [
      'stopped by a content filter',
      { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
      'content-filter',
    ],
    [
      'failed',
      { status: 'failed', error: { code: 'server_error', message: 'The server had an error.' } },
      'server',
    ],
    [
      'rate-limited',
      { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Slow down.' } },
      'rate-limited',
    ],
    [
      'flagged',
      { status: 'failed', error: { code: 'invalid_prompt', message: 'Your prompt was flagged.' } },
      'content-filter',
    ],
  ])('%s is a failure of that kind', async (_, more, failure) => {
    const { answer } = await asked(of(responseOf([], more)));
    expect(answer).toMatchObject({ failure });
  });

  it.each([
    { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
    { status: 'failed', error: { code: 'server_error', message: 'The server had an error.' } },
  ])('names what a failure is charged for: $status', async (more) => {
    const { answer } = await asked(of(responseOf([], more)));
    expect(answer).toMatchObject({
      usage: { promptTokens: 10, completionTokens: 7, cachedTokens: 4 },
    });
  });

  it('is asked for again where it has no output', async () => {
    const { answer } = await asked(of(responseOf([])));
    expect(answer).toMatchObject({ failure: 'broken-stream', retryable: true });
    const absent = responseOf([], { output: undefined });
    const { answer: other } = await asked(how === 'whole' ? absent : [lastEvent(absent)]);
    expect(other).toMatchObject({ failure: 'broken-stream', retryable: true });
  });

  it('keeps comments on the way to the answer apart', async () => {
    const comment = { ...items.message('Let me see.'), phase: 'commentary' };
    const found = await answered(of(responseOf([comment, items.message('yes')])));
    expect(found).toMatchObject({ text: 'yes', reasoning: 'Let me see.' });
  });
});

describe('a stream of the Responses API', () => {
  const pieceOf = (of: string, more: object, output_index = 0) =>
    eventText(`response.${of}`, { output_index, content_index: 0, ...more });
  const empty = lastEvent(responseOf([]));

  it.each([
    ['deltas', ['output_text.delta', { delta: 'ye' }, 'output_text.delta', { delta: 's' }]],
    ['a text that is done', ['output_text.done', { text: 'yes' }]],
    ['both', ['output_text.delta', { delta: 'yes' }, 'output_text.done', { text: 'yes' }]],
    ['a refusal', ['refusal.delta', { delta: 'yes' }]],
  ])('is read from its pieces alone: %s', async (_, pieces) => {
    const events = pieces.flatMap((of, at) =>
      typeof of === 'string' ? [pieceOf(of, pieces[at + 1] as object)] : [],
    );
    expect(await answered([...events, empty])).toMatchObject({ text: 'yes' });
  });

  it('is read from pieces of several items, with calls and reasoning', async () => {
    const begun = (output_index: number, item: object) =>
      eventText('response.output_item.added', { output_index, item });
    const found = await answered([
      begun(0, { type: 'reasoning', summary: [] }),
      pieceOf('reasoning_summary_text.delta', { delta: 'Look' }),
      begun(1, { type: 'message', content: [] }),
      pieceOf('output_text.delta', { delta: 'So:' }, 1),
      begun(2, { type: 'function_call', name: 'page', arguments: '' }),
      pieceOf('function_call_arguments.delta', { delta: '{"n"' }, 2),
      pieceOf('function_call_arguments.delta', { delta: ':1}' }, 2),
      empty,
    ]);
    expect(found).toMatchObject({ reasoning: 'Look', finishReason: 'tool_calls' });
    expect(found.text).toContain('So:');
    expect(found.text).toMatch(/page[^]*"n": ?1/);
  });

  it('is read where places are missing, by the ids of items or their order', async () => {
    const event = (type: string, more: object) => eventText(`response.${type}`, more as never);
    const message = {
      id: 'm1',
      type: 'message',
      content: [{ type: 'output_text', text: 'Hello' }],
    };
    const unnumbered = [
      event('output_item.added', { item: { id: 'm1', type: 'message', content: [] } }),
      event('output_text.delta', { item_id: 'm1', delta: 'Hello' }),
      event('output_item.done', { item: message }),
    ];
    expect(await answered([...unnumbered, empty])).toMatchObject({ text: 'Hello' });
    const call = { type: 'function_call', name: 'page', arguments: '{"n":1}' };
    const withoutIds = [
      event('output_item.added', { item: { ...call, arguments: '' } }),
      event('function_call_arguments.delta', { delta: '{"n":1}' }),
      event('output_item.done', { item: call }),
    ];
    expect((await answered([...withoutIds, empty])).text.match(/page/g)).toHaveLength(1);
    const thought = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'short' }] };
    const whole = lastEvent(responseOf([thought, message]));
    expect(await answered([event('output_text.delta', { delta: 'Hello' }), whole])).toMatchObject({
      ...{ text: 'Hello', reasoning: 'short' },
    });
  });

  it('has parts in their order, and asks again for a call without a name', async () => {
    const part = (content_index: number, delta: string) =>
      eventText('response.output_text.delta', { output_index: 0, content_index, delta });
    expect(await answered([part(1, 'B'), part(0, 'A'), empty])).toMatchObject({ text: 'AB' });
    const nameless = pieceOf('function_call_arguments.delta', { delta: '{"n":1}' });
    const { answer } = await asked([nameless, empty]);
    expect(answer).toMatchObject({ failure: 'broken-stream' });
  });

  it('is given up where it comes to no end', async () => {
    const piece = pieceOf('output_text.delta', { delta: 'x'.repeat(1_500_000) });
    const { answer } = await asked([piece, piece, piece, empty]);
    expect(answer).toMatchObject({ failure: 'broken-stream' });
    expect((answer as ProviderError).message).toContain('no end');
  });

  it('is read where the last event leaves the output out', async () => {
    const events = eventsOf(responseOf([items.message('yes')]));
    const last = eventText('response.completed', { response: responseOf([]) });
    expect(await answered([...events.slice(0, -1), last])).toMatchObject({ text: 'yes' });
  });

  it('takes the probabilities of the pieces where the whole has none', async () => {
    const piece = (delta: string, logprob: number) =>
      eventText('response.output_text.delta', {
        ...{ output_index: 0, content_index: 0, delta },
        logprobs: [{ token: delta, logprob, top_logprobs: [] }],
      });
    const last = eventText('response.completed', { response: responseOf([items.message('yes')]) });
    const found = await answered([piece('ye', -1), piece('s', -2), last]);
    expect(found.tokens?.map(({ logprob }) => logprob)).toEqual([-1, -2]);
  });

  it('fails with the error of an event in its middle', async () => {
    const events = eventsOf(responseOf([items.message('yes')]));
    const error = eventText('error', { code: 'server_error', message: 'It broke.', param: null });
    const { answer } = await asked([...events.slice(0, 4), error]);
    expect(answer).toMatchObject({ failure: 'server', message: expect.stringContaining('broke') });
  });

  it('is broken off without a last event', async () => {
    const { answer } = await asked(eventsOf(responseOf([items.message('yes')])).slice(0, -1));
    expect(answer).toMatchObject({ failure: 'broken-stream' });
  });
});

describe('a batch of the Responses API', () => {
  it('is written and read in its form', async () => {
    const line = JSON.parse(batchLine(REQUEST, 1, { omit: new Set(), api: 'responses' })) as Record<
      string,
      unknown
    >;
    expect(line).toMatchObject({ url: '/v1/responses', body: { store: false } });
    const results = batchResults({ baseUrl: 'https://a.example/v1', model: 'm', api: 'responses' });
    const body = responseOf([items.message('yes')]);
    const answer = { custom_id: line['custom_id'], response: { status_code: 200, body } };
    expect(results.add(JSON.stringify(answer))).toBe(true);
    const { provider } = await asked(body);
    const signal = new AbortController().signal;
    const context = { signal, repeat: 1, omit: new Set<string>() };
    const found = await batchProvider(results, provider).complete(REQUEST, context);
    expect(found).toMatchObject({ text: 'yes', finishReason: 'stop', latencyMs: null });
  });
});

describe('an endpoint without the Responses API', () => {
  it('is told from an unknown model', async () => {
    const missing = { error: { message: 'Not Found' } };
    const { answer } = await asked(missing, { status: 404 });
    expect((answer as ProviderError).message).toContain('remove `api: responses`');
    const unknown = { error: { message: 'The model `m` does not exist', code: 'model_not_found' } };
    const { answer: other } = await asked(unknown, { status: 404 });
    expect((other as ProviderError).message).not.toContain('api: responses');
  });

  it('has the field it refuses learned under its own name', async () => {
    const message = "Unsupported parameter: 'reasoning.effort' is not supported with this model.";
    const body = { error: { message, param: 'reasoning.effort', type: 'invalid_request_error' } };
    const request = { extra: { reasoning_effort: 'low' } };
    const { answer } = await asked(body, { status: 400, request });
    expect(answer).toMatchObject({ failure: 'unsupported-parameter', parameter: 'reasoning' });
  });
});

describe('a model that answers through the Responses API alone', () => {
  it.each([
    'This model is only supported in v1/responses and not in v1/chat/completions.',
    'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
    'Unsupported legacy protocol: /v1/chat/completions is not supported. Please use /v1/responses.',
  ])('has the setting named: %s', async (message) => {
    const provider = openAiProvider({
      ...{ baseUrl: 'http://127.0.0.1:9/v1', apiKey: null, headers: {}, timeoutMs: 1000 },
      ...{ stream: false, clock: fakeClock() },
      fetch: () => Promise.resolve(Response.json({ error: { message } }, { status: 404 })),
    });
    const signal = new AbortController().signal;
    const call = provider.complete(REQUEST, { signal, repeat: 1, omit: new Set() });
    await expect(call).rejects.toThrow('Set `api: responses` for the model in plumbline.yml');
  });
});
