import { ProviderError, type ProviderFailure } from '../../src/core/errors.js';
import type { Clock } from '../../src/core/ports/clock.js';
import type {
  CallContext,
  ChatRequest,
  Completion,
  ModelProvider,
} from '../../src/core/ports/model.js';
import type { Usage } from '../../src/core/ports/usage.js';
import type { AppendLog, KeyedLines } from '../../src/core/ports/store.js';
import { CACHE_KEY_LENGTH, openCache, type Cache } from '../../src/core/run/cache.js';

/** Time that passes only when somebody sleeps. */
export function fakeClock(): Clock & { slept: number[] } {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

export const completion = (text: string, part: Partial<Completion> = {}): Completion => ({
  text,
  finishReason: 'stop',
  tokens: null,
  usage: { promptTokens: 10, completionTokens: 2, cachedTokens: null },
  servedBy: { model: 'm', fingerprint: null },
  latencyMs: 5,
  ttftMs: 1,
  ...part,
});

export const HELLO: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'hello' }],
  temperature: null,
  topP: null,
  maxTokens: 10,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed: 1,
  topLogprobs: 5,
};

export const failure = (
  kind: ProviderFailure,
  part: {
    retryAfterMs?: number;
    parameter?: string;
    usage?: Usage;
    status?: number;
    isInAnswer?: boolean;
  } = {},
) => new ProviderError(`failed: ${kind}`, { failure: kind, ...part });

type Answer = (
  request: ChatRequest,
  context: CallContext,
  call: number,
) => Completion | Error | Promise<Completion>;

/** Answers each call as told, and counts them. */
export function fakeProvider(
  answer: Answer,
): ModelProvider & { calls: number; requests: ChatRequest[] } {
  const provider = {
    id: 'fake',
    recorded: false,
    calls: 0,
    requests: [] as ChatRequest[],
    complete(request: ChatRequest, context: CallContext): Promise<Completion> {
      provider.calls += 1;
      provider.requests.push(request);
      const result = answer(request, context, provider.calls);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
  return provider;
}

export function memoryLog(lines: string[] = []): AppendLog & { lines: string[] } {
  return {
    lines,
    read: () => Promise.resolve([...lines]),
    append: (line) => {
      lines.push(line);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/** The lines of a cache, in memory. */
export function memoryCache(lines: string[] = []): Cache & { lines: string[] } {
  const keyed: KeyedLines = {
    has: async (key) => lines.some((line) => line.startsWith(key)),
    read: async (key) =>
      lines.findLast((line) => line.startsWith(key))?.slice(CACHE_KEY_LENGTH + 1) ?? null,
    append: async (key, rest) => void lines.push(`${key} ${rest}`),
    catchUp: async () => undefined,
    close: async () => undefined,
  };
  return Object.assign(
    openCache(
      () => keyed,
      () => '2026-11-27',
    ),
    { lines },
  );
}
