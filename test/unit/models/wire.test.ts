import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { endpointsOfEachTest } from '../../support/endpoint.js';
import { fakeClock } from '../../support/fakes.js';

/** One file a server family: what it sends, and what is to be read of it. */
interface Exchange {
  readonly name: string;
  readonly stream?: boolean;
  readonly status?: number;
  /** Of the body; absent: what belongs to it. */
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
  readonly reads?: object;
  readonly fails?: object;
}

const FOLDER = 'test/fixtures/wire';
const FAMILIES = readdirSync(FOLDER).map((file) => ({
  file,
  ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as {
    server: string;
    exchanges: Exchange[];
  }),
}));

const REQUEST: ChatRequest = {
  ...{ model: 'm', messages: [{ role: 'user', content: 'x' }], seed: 1, topLogprobs: 5 },
  ...{ temperature: 0, topP: 0.9, maxTokens: 10, maxCompletionTokens: null },
  ...{ responseFormat: { type: 'json_object' }, extra: { stop: ['x'] } },
};

const endpoint = endpointsOfEachTest();

async function read({ stream = false, status = 200, type, headers = {}, body }: Exchange) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const usual = stream && typeof body === 'string' ? 'text/event-stream' : 'application/json';
  const { baseUrl } = await endpoint((_, response) => {
    response.writeHead(status, { 'content-type': type ?? usual, ...headers });
    response.end(text);
  });
  const shared = { baseUrl, apiKey: 'key', headers: {}, timeoutMs: 5000, clock: fakeClock() };
  const provider = openAiProvider({ ...shared, stream, fetch });
  const context = { signal: new AbortController().signal, repeat: 1, omit: new Set<string>() };
  return provider.complete(REQUEST, context).catch((error: unknown) => {
    if (error instanceof ProviderError) return error;
    throw error;
  });
}

describe.each(FAMILIES)('$server', ({ exchanges }) => {
  it.each(exchanges)('$name', async (exchange) => {
    const found = await read(exchange);
    const { reads, fails } = exchange;
    if (fails) expect(found).toBeInstanceOf(ProviderError);
    else if (found instanceof ProviderError) throw found;
    expect(found).toMatchObject(reads ?? fails ?? {});
    expect(JSON.stringify(found)).not.toContain('[object Object]');
  });
});
