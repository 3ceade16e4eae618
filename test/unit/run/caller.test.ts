import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import type { ChatRequest, Price } from '../../../src/core/ports/model.js';
import { BudgetReached, createBudget } from '../../../src/core/run/budget.js';
import { createCaller, type OnWait } from '../../../src/core/run/caller.js';
import { createLimiter } from '../../../src/core/run/limiter.js';
import { costOf, estimateTokens } from '../../../src/core/plan/callEstimate.js';
import type { BudgetLimits } from '../../../src/core/plan/runSettings.js';
import {
  completion,
  failure,
  fakeClock,
  fakeProvider,
  HELLO,
  memoryCache,
} from '../../support/fakes.js';

const request = HELLO;
const context = { repeat: 1, signal: new AbortController().signal };
const NONE: BudgetLimits = { calls: null, usd: null };

function caller(
  provider: ReturnType<typeof fakeProvider>,
  {
    limits = NONE,
    price = null,
    log,
    onWait,
    random = 1 - Number.EPSILON,
  }: {
    limits?: BudgetLimits;
    price?: Price | null;
    log?: string[];
    onWait?: OnWait;
    random?: number;
  } = {},
) {
  const clock = fakeClock();
  const make = async () =>
    createCaller({
      provider,
      limiter: createLimiter(4, clock),
      budget: createBudget(limits, price, { calls: 0, usd: 0 }),
      cache: log ? memoryCache(log) : null,
      clock,
      onWait,
      random: () => random,
    });
  return { clock, make };
}

describe('a call', () => {
  it('is tried again when the server fails, waiting longer each time', async () => {
    const provider = fakeProvider((_, __, call) =>
      call < 4 ? failure('server') : completion('ok'),
    );
    const { clock, make } = caller(provider);
    expect(await (await make()).call(request, context)).toMatchObject({
      completion: { text: 'ok' },
      requests: 4,
    });
    expect(clock.slept).toEqual([500, 1000, 2000]);
  });

  it('waits for at least half of that, by chance, so that calls that failed together come back apart', async () => {
    const slept = async (random: number) => {
      const provider = fakeProvider((_, __, call) =>
        call < 4 ? failure('server') : completion('ok'),
      );
      const { clock, make } = caller(provider, { random });
      await (await make()).call(request, context);
      return clock.slept;
    };
    expect(await slept(0)).toEqual([250, 500, 1000]);
    expect(await slept(0.5)).toEqual([375, 750, 1500]);
  });

  it('tells of each wait before another try, and of none after the last', async () => {
    const waits: string[] = [];
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? failure('rate-limited', { retryAfterMs: 3000 }) : failure('server'),
    );
    const { make } = caller(provider, {
      onWait: (wait) => waits.push(`${wait.failure} ${wait.waitMs}`),
    });
    await (await make()).call(request, context);
    expect(waits).toEqual(['rate-limited 3000', 'server 1000', 'server 2000', 'server 4000']);
  });

  it('is given up after five tries, with the last error', async () => {
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? completion('ok') : failure('timeout'),
    );
    const { make } = caller(provider);
    const made = await make();
    await made.call(request, context);
    expect(await made.call(request, context)).toMatchObject({
      error: { failure: 'timeout' },
      requests: 5,
    });
  });

  it('is given up after two tries where nothing readable ever came', async () => {
    for (const kind of ['broken-stream', 'timeout'] as const) {
      const made = await caller(fakeProvider(() => failure(kind))).make();
      expect(await made.call(request, context)).toMatchObject({ requests: 2 });
    }
  });

  it('is made once where its caller expects it to fail, but waits for a rate limit', async () => {
    const provider = fakeProvider((_, __, call) =>
      failure(call === 1 ? 'rate-limited' : 'server', { retryAfterMs: 10 }),
    );
    const made = await caller(provider).make();
    expect(await made.call(request, { ...context, once: true })).toMatchObject({ requests: 2 });
  });

  it.each(['unauthorised', 'not-found', 'not-compatible', 'bad-request', 'quota'] as const)(
    'is not tried again when %s',
    async (kind) => {
      const provider = fakeProvider(() => failure(kind));
      await (await caller(provider).make()).call(request, context);
      expect(provider.calls).toBe(1);
    },
  );

  it('waits a little, and longer each time, where the endpoint asks for no wait at all', async () => {
    const provider = fakeProvider((_, __, call) =>
      call < 4 ? failure('rate-limited', { retryAfterMs: 0 }) : completion('ok'),
    );
    const { clock, make } = caller(provider);
    await (await make()).call(request, context);
    expect(clock.slept).toEqual([50, 100, 150]);
  });

  it('waits as long as the endpoint asks', async () => {
    const provider = fakeProvider((_, __, call) =>
      call === 1 ? failure('rate-limited', { retryAfterMs: 7000 }) : completion('ok'),
    );
    const { clock, make } = caller(provider);
    await (await make()).call(request, context);
    expect(clock.slept).toEqual([7000]);
  });

  it('leaves out an optional parameter the endpoint refuses, from then on', async () => {
    const provider = fakeProvider((_, { omit }) =>
      omit.has('logprobs')
        ? completion('ok')
        : failure('unsupported-parameter', { parameter: 'logprobs' }),
    );
    const made = await caller(provider).make();
    expect(await made.call(request, context)).toMatchObject({ requests: 2 });
    expect(await made.call(request, context)).toMatchObject({ requests: 1 });
  });

  it('is sent again without the parameter, however many calls were under way when it was refused', async () => {
    const held: (() => void)[] = [];
    const provider = {
      ...fakeProvider(() => completion('ok')),
      fieldsOf: () => ['seed', 'temperature'],
      refusals: 0,
      async complete(_: ChatRequest, { omit }: { omit: ReadonlySet<string> }) {
        if (omit.has('seed')) return completion('ok');
        await new Promise<void>((go) => {
          held.push(go);
          if (held.length === 4) held.forEach((each) => each());
        });
        provider.refusals += 1;
        throw failure('unsupported-parameter', { parameter: 'seed' });
      },
    };
    const made = await caller(provider as never).make();
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map(() => made.call(request, context)));
    expect(results.every((result) => 'completion' in result)).toBe(true);
    expect(provider.refusals).toBe(4);
    expect(made.leftOut().refused).toEqual(['seed']);
  });

  it('learns nothing from a refusal that comes again in the same words without the field', async () => {
    const said = 'Prompt rejected (request 17): temperature control is not supported';
    const provider = fakeProvider(({ messages }, { omit }) =>
      messages[0]?.content === 'bad'
        ? new ProviderError(said, {
            ...{ failure: omit.has('temperature') ? 'bad-request' : 'unsupported-parameter' },
            ...{ status: 400, said: said.replace('17', String(omit.size)) },
            parameter: omit.has('temperature') ? null : 'temperature',
          })
        : completion(omit.has('temperature') ? 'without' : 'with'),
    );
    const made = await caller(provider).make();
    const bad = { ...request, messages: [{ role: 'user' as const, content: 'bad' }] };
    expect(await made.call(bad, context)).toMatchObject({
      error: { failure: 'bad-request', message: said },
      requests: 2,
    });
    expect(await made.call(request, context)).toMatchObject({ completion: { text: 'with' } });
    expect(made.leftOut().refused).toEqual([]);
  });

  const unexplained = (parameter: string | null) =>
    new ProviderError('Invalid request', {
      ...{ failure: 'bad-request', status: 400, said: 'Invalid request' },
      ...{ parameter, isGuess: parameter !== null },
    });

  it('tries without what can be missed where nothing says what is wrong, and keeps what helped', async () => {
    const provider = fakeProvider((_, { omit }) =>
      omit.has('seed') ? completion('ok') : unexplained(omit.has('logprobs') ? 'seed' : 'logprobs'),
    );
    const made = await caller(provider).make();
    expect(await made.call(request, context)).toMatchObject({ requests: 3 });
    expect(made.leftOut().refused).toEqual(['seed']);
    expect(await made.call(request, context)).toMatchObject({ requests: 1 });
  });

  it('does not guess once the endpoint has answered, and ends where no guess helps', async () => {
    const answers: (string | null)[] = ['logprobs', 'seed', null];
    const provider = fakeProvider((_, { omit }, call) =>
      call === 4 ? completion('ok') : unexplained(answers[omit.size] ?? null),
    );
    const made = await caller(provider).make();
    expect(await made.call(request, context)).toMatchObject({
      error: { message: 'Invalid request' },
      requests: 3,
    });
    await made.call(request, context);
    expect(await made.call(request, context)).toMatchObject({ requests: 1 });
    expect(made.leftOut().refused).toEqual([]);
  });

  it('says what it left out where that was known before, and only of what would have been sent', async () => {
    const provider = { ...fakeProvider(() => completion('ok')), fieldsOf: () => ['seed'] };
    const refused = { names: new Set(['seed', 'stop']), add: () => undefined };
    const clock = fakeClock();
    const made = createCaller({
      ...{ provider, clock, cache: null, refused, limiter: createLimiter(1, clock) },
      budget: createBudget(NONE, null, { calls: 0, usd: 0 }),
    });
    await made.call(request, context);
    expect(made.leftOut().refused).toEqual(['seed']);
  });

  it('returns the answer without the reasoning before it, also from the cache, and counts both', async () => {
    const log: string[] = [];
    const provider = fakeProvider(() =>
      completion('<think>12345678</think>ok', { usage: null, reasoning: 'abcd' }),
    );
    const made = await caller(provider, { log }).make();
    for (const requests of [1, 0]) {
      const result = await made.call(request, context);
      expect(result).toMatchObject({
        completion: { text: 'ok', reasoning: 'abcd\n\n12345678', usage: { completionTokens: 8 } },
        requests,
      });
    }
  });

  it('gives up an address that has never answered after a second try', async () => {
    const provider = fakeProvider(() => failure('unreachable'));
    expect(await (await caller(provider).make()).call(request, context)).toMatchObject({
      requests: 2,
    });
  });

  it('counts characters where the endpoint does not say what it used', async () => {
    const provider = fakeProvider(() => completion('12345678', { usage: null }));
    const result = await (await caller(provider).make()).call(request, context);
    expect(result).toMatchObject({
      completion: { usage: { promptTokens: 2, completionTokens: 2, estimated: true } },
    });
  });

  it('ends with the signal’s reason while it waits', async () => {
    const controller = new AbortController();
    const provider = fakeProvider(() => {
      controller.abort(new Error('stop'));
      return failure('server');
    });
    const made = await caller(provider).make();
    await expect(made.call(request, { repeat: 1, signal: controller.signal })).rejects.toThrow(
      'stop',
    );
  });
});

describe('the cache', () => {
  it('serves an answer to the same request in the same repeat, without a request', async () => {
    const log: string[] = [];
    const provider = fakeProvider((_, __, call) => completion(`answer ${call}`));
    const { make } = caller(provider, { log });
    const made = await make();
    await made.call(request, context);
    expect(await made.call(request, context)).toMatchObject({
      cached: true,
      requests: 0,
      completion: { text: 'answer 1' },
    });
    expect(await (await make()).call(request, context)).toMatchObject({ cached: true });
  });

  it('never serves another repeat', async () => {
    const provider = fakeProvider((_, __, call) => completion(`answer ${call}`));
    const made = await caller(provider, { log: [] }).make();
    await made.call(request, context);
    expect(await made.call(request, { ...context, repeat: 2 })).toMatchObject({
      cached: false,
      completion: { text: 'answer 2' },
    });
  });

  it('asks again where a line is damaged', async () => {
    const log: string[] = [];
    const provider = fakeProvider(() => completion('ok'));
    const { make } = caller(provider, { log });
    await (await make()).call(request, context);
    log[0] = log[0]!.slice(0, 50);
    expect(await (await make()).call(request, context)).toMatchObject({ cached: false });
  });
});

describe('a damaged answer in the cache', () => {
  it.each(['{"text":"ok"}', '{"text":"ok","tokens":[{"text":"o"}]}', '"ok"', 'null', ''])(
    'is not served: %s',
    async (answer) => {
      const log: string[] = [];
      const provider = fakeProvider(() => completion('ok'));
      const { make } = caller(provider, { log });
      await (await make()).call(request, context);
      log[0] = `${log[0]?.slice(0, 43)} ${answer}`;
      expect(await (await make()).call(request, context)).toMatchObject({ cached: false });
    },
  );
});

describe('the budget', () => {
  const usage = { promptTokens: 400, completionTokens: 100, cachedTokens: null };
  const price = { input: 1000, output: 1000 };

  it('is charged for what failed where the endpoint says so, and tells it', async () => {
    const provider = fakeProvider((_, __, call) =>
      call < 3 ? failure('server', { usage }) : failure('content-filter', { usage }),
    );
    const { make } = caller(provider, { limits: { calls: null, usd: 1.8 }, price });
    const made = await make();
    expect(await made.call(request, context)).toMatchObject({
      requests: 3,
      failedUsage: { promptTokens: 1200, completionTokens: 300 },
    });
    await expect(made.call(request, context)).rejects.toThrow('$1.5000 are spent');
  });

  it('loses no charge where there is no further try for want of budget, or of patience', async () => {
    const provider = fakeProvider(() => failure('server', { usage }));
    const { make } = caller(provider, { limits: { calls: 1, usd: null } });
    expect(await (await make()).call(request, context)).toMatchObject({
      ...{ error: { failure: 'server' }, requests: 1, failedUsage: usage },
    });
    const stop = new AbortController();
    const stopped = fakeProvider(() => {
      stop.abort();
      return failure('server', { usage });
    });
    const { make: other } = caller(stopped);
    expect(await (await other()).call(request, { ...context, signal: stop.signal })).toMatchObject({
      error: { failure: 'server' },
      failedUsage: usage,
    });
  });

  it('keeps the estimate of an answer that a filter or an error ended, and nothing of a refusal', async () => {
    const spentAfter = async (error: ProviderError) => {
      const { make } = caller(
        fakeProvider(() => error),
        {
          limits: { calls: null, usd: 1.5 * (costOf(estimateTokens(request), price) ?? 0) },
          price,
        },
      );
      const made = await make();
      await made.call(request, { ...context, once: true });
      return made.call(request, { ...context, once: true }).catch((reached: unknown) => reached);
    };
    expect(await spentAfter(failure('content-filter', { isInAnswer: true }))).toBeInstanceOf(
      BudgetReached,
    );
    expect(await spentAfter(failure('server', { isInAnswer: true, status: 502 }))).toBeInstanceOf(
      BudgetReached,
    );
    expect(await spentAfter(failure('content-filter', { status: 400 }))).toMatchObject({
      error: {},
    });
    expect(await spentAfter(failure('server', { status: 500 }))).toMatchObject({ error: {} });
  });

  it('stops before the call that would exceed it, retries included', async () => {
    const provider = fakeProvider(() => failure('server'));
    const made = await caller(provider, { limits: { calls: 3, usd: null } }).make();
    await expect(made.call(request, context)).rejects.toThrow(BudgetReached);
    expect(provider.calls).toBe(3);
  });

  it('counts what calls may cost before they are made, and what they cost afterwards', async () => {
    const provider = fakeProvider(() =>
      completion('ok', { usage: { promptTokens: 2, completionTokens: 1, cachedTokens: null } }),
    );
    const price = { input: 100_000, output: 100_000 };
    // A call is estimated at (2 + 10) tokens, $1.20, and costs $0.30.
    const made = await caller(provider, { limits: { calls: null, usd: 1.6 }, price }).make();
    await made.call(request, context);
    await made.call(request, context);
    await expect(made.call(request, context)).rejects.toThrow('could exceed the budget of $1.6');
  });

  it('of tokens counts what a call that failed may have cost, and nothing of one that was refused', async () => {
    const limits = { calls: null, usd: null, tokens: 40 };
    const refused = fakeProvider((_, __, call) =>
      call < 5 ? failure('bad-request') : completion('ok'),
    );
    const free = await caller(refused, { limits }).make();
    // A call is estimated at (2 + 10) tokens.
    for (let call = 0; call < 5; call++) await free.call(request, context);
    const broken = fakeProvider(() => failure('broken-stream'));
    const paid = await caller(broken, { limits }).make();
    await paid.call(request, context);
    await expect(paid.call(request, context)).rejects.toThrow(
      'could exceed the budget of 40 tokens: 36 are used',
    );
    expect(broken.calls).toBe(3);
  });

  it('is one for models of different prices', () => {
    const budget = createBudget(
      { calls: null, usd: 1 },
      { input: 1, output: 0 },
      { calls: 0, usd: 0.5 },
    );
    const estimate = { promptTokens: 100_000, completionTokens: 0 };
    const dear = budget.at({ input: 4, output: 0 });
    dear.reserve(estimate);
    expect(() => dear.reserve(estimate)).toThrow('could exceed the budget');
    budget.reserve(estimate);
    expect(() => budget.reserve(estimate)).toThrow('could exceed the budget');
    expect(() => budget.at(null)).toThrow('needs a price');
  });

  it('of money is refused without a price', () => {
    expect(() => createBudget({ calls: null, usd: 1 }, null, { calls: 0, usd: 0 })).toThrow(
      'A money budget needs a price',
    );
  });
});

describe('the limiter', () => {
  it('halves when the rate is limited and grows back while it is not', async () => {
    const clock = fakeClock();
    const limiter = createLimiter(8, clock);
    limiter.slowDown(1000);
    limiter.slowDown(1000);
    expect(limiter.limit).toBe(4);
    for (let call = 0; call < 10; call++) (await limiter.enter(context.signal))();
    expect(limiter.limit).toBe(5);
    expect(clock.slept).toEqual([1000]);
  });

  it('lets no more in than it may, and the next when one leaves', async () => {
    const limiter = createLimiter(1, fakeClock());
    const leave = await limiter.enter(context.signal);
    let entered = false;
    const second = limiter.enter(context.signal).then((done) => {
      entered = true;
      return done;
    });
    await Promise.resolve();
    expect(entered).toBe(false);
    leave();
    (await second)();
    expect(entered).toBe(true);
  });

  it('lets those who wait go when the run is cancelled', async () => {
    const limiter = createLimiter(1, fakeClock());
    await limiter.enter(context.signal);
    const controller = new AbortController();
    const waiting = limiter.enter(controller.signal);
    controller.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});
