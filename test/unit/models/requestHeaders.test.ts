import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { openAiEmbedder } from '../../../src/core/models/openAiEmbedder.js';
import { openAiProvider, type OpenAiOptions } from '../../../src/core/models/openAi.js';
import { requestHeaders } from '../../../src/core/models/requestHeaders.js';
import { fakeClock, HELLO } from '../../support/fakes.js';

const AT = 'http://h.example/v1';

describe('what an endpoint is sent in headers', () => {
  it('is its key, unless the headers bring one of their own, whatever their spelling', () => {
    const of = (headers: Record<string, string>, baseUrl = AT) =>
      requestHeaders({ baseUrl, apiKey: 'key', headers });
    expect(of({ Team: ' blue ' })).toEqual({ authorization: 'Bearer key', team: 'blue' });
    expect(of({ Authorization: 'Basic x' })).toEqual({ authorization: 'Basic x' });
    expect(of({}, 'https://x.openai.azure.com/openai/v1')).toEqual({ 'api-key': 'key' });
    expect(requestHeaders({ baseUrl: AT, apiKey: null, headers: {} })).toEqual({});
  });

  const KEYS = [
    ['sk-planted\nkey-0123456789', 'a line break'],
    ['sk-planted…0123456789', 'the character "…"'],
    ['sk-planted\u0000key', 'a control character'],
    ['sk-planted-😀', 'the character "😀"'],
  ] as const;

  it.each(KEYS)('is refused where it cannot be sent, and not quoted: %j', async (apiKey, what) => {
    let sent = 0;
    const options: OpenAiOptions = {
      ...{ baseUrl: AT, apiKey, headers: {}, timeoutMs: 1000, stream: false, clock: fakeClock() },
      async fetch() {
        sent += 1;
        return Response.json({});
      },
    };
    const { signal } = new AbortController();
    const failures = await Promise.all([
      openAiProvider(options)
        .complete(HELLO, { signal, repeat: 1, omit: new Set() })
        .catch((error: unknown) => error),
      openAiEmbedder(options, 'e')(['text'], signal).catch((error: unknown) => error),
    ]);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(ProviderError);
      expect((failure as ProviderError).failure).toBe('unauthorised');
      expect((failure as ProviderError).message).toBe(
        `The header "authorization" cannot be sent to ${AT}: it holds ${what}.`,
      );
    }
    expect(sent).toBe(0);
  });

  it('is refused under a name that is none', () => {
    expect(() => requestHeaders({ baseUrl: AT, apiKey: null, headers: { 'a b': 'x' } })).toThrow(
      'The header "a b" cannot be sent to http://h.example/v1: that is no name of a header.',
    );
  });
});
