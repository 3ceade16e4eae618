import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { BudgetReached, createBudget } from '../../../src/core/run/budget.js';
import { createCaller } from '../../../src/core/run/caller.js';
import { createLimiter } from '../../../src/core/run/limiter.js';
import { createAuxiliaryCalls } from '../../../src/core/run/auxiliaryCalls.js';
import { completion, failure, fakeClock, fakeProvider } from '../../support/fakes.js';

const QUESTION = {
  purpose: 'judge' as const,
  messages: [{ role: 'user' as const, content: 'hello' }],
  temperature: 0,
  maxTokens: 5,
};

/** `embeds`: what each embedding request comes to, in turn; the last one again and again. */
function auxiliaryCalls({
  answer = () => completion('ok') as ReturnType<typeof completion> | Error,
  embeds = [] as (number[][] | Error)[],
  calls = null as number | null,
  writes = null as string | null,
} = {}) {
  const clock = fakeClock();
  const limiter = createLimiter(2, clock);
  const budget = createBudget({ calls, usd: null }, null, { calls: 0, usd: 0 });
  const provider = fakeProvider(() => answer());
  const writer = fakeProvider(() => completion(writes ?? ''));
  let embedded = 0;
  const shared = { limiter, budget, clock, random: () => 0 };
  const side = createAuxiliaryCalls({
    ...shared,
    caller: createCaller({ ...shared, provider, cache: null }),
    model: 'm',
    ...(writes === null
      ? {}
      : {
          writer: {
            caller: createCaller({ ...shared, provider: writer, cache: null }),
            model: 'w',
          },
        }),
    signal: new AbortController().signal,
    embedder: () => {
      const result = embeds[Math.min(embedded++, embeds.length - 1)] ?? [];
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  });
  const embed = side.embed ?? (() => Promise.reject(new Error('nothing embeds')));
  return { side, embed, provider, writer, clock, embedded: () => embedded };
}

describe('a question beside the trials', () => {
  it('is asked of the model, and counted', async () => {
    const { side, provider } = auxiliaryCalls();
    expect((await side.ask(QUESTION)).text).toBe('ok');
    expect(provider.requests[0]).toMatchObject({ model: 'm', temperature: 0, maxTokens: 5 });
    expect(side.used()).toEqual({
      requests: 1,
      promptTokens: 10,
      completionTokens: 2,
      cachedTokens: 0,
    });
  });

  it('goes to the writer if it is for a paraphrase, and no other does', async () => {
    const { side, provider, writer } = auxiliaryCalls({ writes: 'written' });
    expect((await side.ask({ ...QUESTION, purpose: 'paraphrase' })).text).toBe('written');
    expect((await side.ask({ ...QUESTION, purpose: 'requirements' })).text).toBe('ok');
    expect(writer.requests.map(({ model }) => model)).toEqual(['w']);
    expect(provider.requests.map(({ model }) => model)).toEqual(['m']);
    expect(side.used().requests).toBe(2);
  });

  it('has a seed of its own in order of asking, unless one is given', async () => {
    const { side, provider } = auxiliaryCalls();
    await side.ask(QUESTION);
    await side.ask(QUESTION);
    await side.ask({ ...QUESTION, seed: 42 });
    expect(provider.requests.map(({ seed }) => seed)).toEqual([1, 2, 42]);
  });

  it('throws what made it fail, its requests counted', async () => {
    const { side } = auxiliaryCalls({ answer: () => failure('server') });
    await expect(side.ask(QUESTION)).rejects.toThrow(ProviderError);
    expect(side.used()).toEqual({
      requests: 5,
      promptTokens: 0,
      completionTokens: 0,
      cachedTokens: 0,
    });
  });
});

describe('embedding texts', () => {
  const VECTORS = [[1, 0]];

  it.each(['rate-limited', 'server', 'broken-stream', 'timeout'] as const)(
    'is tried again when %s, and goes on afterwards',
    async (kind) => {
      const { embed, side, embedded } = auxiliaryCalls({ embeds: [failure(kind), VECTORS] });
      expect(await embed(['a'])).toEqual(VECTORS);
      expect(await embed(['b'])).toEqual(VECTORS);
      expect(embedded()).toBe(3);
      expect(side.used().requests).toBe(3);
      expect(side.notes()).toEqual([]);
    },
  );

  it('waits as long as the endpoint asks', async () => {
    const limited = failure('rate-limited', { retryAfterMs: 7000 });
    const { embed, clock } = auxiliaryCalls({ embeds: [limited, VECTORS] });
    await embed(['a']);
    expect(clock.slept).toEqual([7000]);
  });

  it('is given up for good only where the endpoint rejects it, which a reader is told', async () => {
    const { embed, side, embedded } = auxiliaryCalls({ embeds: [failure('not-found'), VECTORS] });
    expect(await embed(['a'])).toEqual([]);
    expect(await embed(['b'])).toEqual([]);
    expect(embedded()).toBe(1);
    expect(side.notes()).toEqual([
      { code: 'embeddings-rejected', params: { message: 'failed: not-found' } },
    ]);
  });

  it('is given up for the texts at hand where it keeps failing, which a reader is told', async () => {
    const down = Array<Error>(5).fill(failure('server'));
    const { embed, side } = auxiliaryCalls({ embeds: [...down, VECTORS] });
    expect(await embed(['a'])).toEqual([]);
    expect(await embed(['b'])).toEqual(VECTORS);
    expect(side.notes()).toEqual([
      { code: 'embeddings-failed', params: { message: 'failed: server' } },
    ]);
  });

  it('counts against the budget, retries included', async () => {
    const { embed, embedded } = auxiliaryCalls({ embeds: [failure('server')], calls: 3 });
    await expect(embed(['a'])).rejects.toThrow(BudgetReached);
    expect(embedded()).toBe(3);
  });
});
