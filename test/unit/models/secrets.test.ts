import { describe, expect, it } from 'vitest';
import { completionOf, type Said } from '../../../src/core/models/completion.js';
import { secretsOf, without } from '../../../src/core/models/secrets.js';

const KEY = 'sk-planted-0123456789';

describe('what an endpoint must not repeat', () => {
  it('is the key and every header, as they stand, in an address and in base64', () => {
    const { secrets } = secretsOf({
      baseUrl: 'http://h/v1',
      apiKey: 'a/b+key',
      headers: { Team: 'blue team' },
    });
    const said = 'a/b+key a%2Fb%2Bkey YS9iK2tleQ blue team';
    expect(without(said, secrets)).toBe('… … … …');
  });

  it('is in answers what carries a key, and no placeholder or other header', () => {
    const { keys } = secretsOf({
      baseUrl: 'http://h/v1',
      apiKey: 'ollama',
      headers: { Authorization: `Bearer ${KEY}`, Referer: 'https://shop.example' },
    });
    expect(without(`ollama at https://shop.example: ${KEY}`, keys)).toBe(
      'ollama at https://shop.example: …',
    );
  });

  it('is what the address holds, as it stands and as it is sent', () => {
    const baseUrl = 'https://me:hunter2%21hunter2@host/v1?key=AIzaTOPSECRET1234&api-version=3';
    const { secrets, keys } = secretsOf({ baseUrl, apiKey: null, headers: {} });
    const said = `hunter2!hunter2 ${btoa('me:hunter2!hunter2')} /v1?key=AIzaTOPSECRET1234 3`;
    expect(without(said, secrets)).toBe('… …== /v1?key=… 3'.replace('==', ''));
    expect(without(said, keys)).not.toContain('AIza');
  });

  it('is found whatever stands around it in the settings, and whole where one is part of another', () => {
    const headers = {
      'X-Api-Key': 'topsecret-123456\n',
      'X-Team': 'acme',
      'X-Token': 'acme-7f3b9c',
    };
    const { secrets } = secretsOf({ baseUrl: 'http://h/v1', apiKey: ' sk-abcdef ', headers });
    expect(without('topsecret-123456 acme-7f3b9c acme sk-abcdef', secrets)).toBe('… … … …');
  });

  it('is no part of another word, where it is short', () => {
    const { secrets } = secretsOf({
      baseUrl: 'http://h/v1',
      apiKey: 'test',
      headers: { Env: 'Prod' },
    });
    expect(without('invalid product in the latest request: test, Prod', secrets)).toBe(
      'invalid product in the latest request: …, …',
    );
  });

  it('is taken out of an answer, what was thought before it, and the names of who answered', () => {
    const facts = {
      ...secretsOf({ baseUrl: 'http://h/v1', apiKey: KEY, headers: {} }),
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
