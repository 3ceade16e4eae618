import { describe, expect, it } from 'vitest';
import { completionOf, type Said } from '../../../src/core/models/completion.js';
import { secretsOf, without } from '../../../src/core/models/secrets.js';

const KEY = 'sk-planted-0123456789';

describe('what an endpoint must not repeat', () => {
  it('is the key and every header, as they stand, in an address and in base64', () => {
    const { secrets } = secretsOf({ apiKey: 'a/b+key', headers: { Team: 'blue team' } });
    const said = 'a/b+key a%2Fb%2Bkey YS9iK2tleQ blue team';
    expect(without(said, secrets)).toBe('… … … …');
  });

  it('is in answers what carries a key, and no placeholder or other header', () => {
    const { keys } = secretsOf({
      apiKey: 'ollama',
      headers: { Authorization: `Bearer ${KEY}`, Referer: 'https://shop.example' },
    });
    expect(without(`ollama at https://shop.example: ${KEY}`, keys)).toBe(
      'ollama at https://shop.example: …',
    );
  });

  it('is taken out of an answer, what was thought before it, and the names of who answered', () => {
    const facts = {
      ...secretsOf({ apiKey: KEY, headers: {} }),
      baseUrl: 'http://h/v1',
      model: 'm',
      now: 0,
    };
    const said = (text: string): Said => ({
      content: { text, reasoning: `think ${KEY}`, leftOut: [] },
      ...{ refusal: '', calls: [], finishReason: 'stop', usage: null },
      ...{ model: `m ${KEY}`, fingerprint: KEY },
      logprobs: [{ token: 'x', logprob: -0.1, top_logprobs: [] }],
    });
    expect(completionOf(said(`even ${KEY}`), facts)).toMatchObject({
      ...{ text: 'even …', reasoning: 'think …', tokens: null },
      servedBy: { model: 'm …', fingerprint: '…' },
    });
    expect(completionOf(said('even'), facts).tokens).toHaveLength(1);
  });
});
