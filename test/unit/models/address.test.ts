import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/models/address.js';

describe('a base URL', () => {
  it.each([
    ['http://127.0.0.1:1/v1', 'http://127.0.0.1:1/v1'],
    ['http://127.0.0.1:1/v1//', 'http://127.0.0.1:1/v1'],
    ['http://127.0.0.1:1/v1/chat/completions', 'http://127.0.0.1:1/v1'],
  ])('%s is used as %s', (given, url) => {
    expect(placeOf(given)).toEqual({ url, search: '', isAzure: false });
  });

  it('may carry a query, which goes with every call', () => {
    const deployment = 'https://x.openai.azure.com/openai/deployments/gpt';
    expect(placeOf(`${deployment}/?api-version=2024-10-21`)).toEqual({
      url: deployment,
      search: '?api-version=2024-10-21',
      isAzure: true,
    });
  });

  it('has its query as it was written, and no fragment', () => {
    expect(placeOf('http://h/v1?a=b%20c&x=1?y=2#top').search).toBe('?a=b%20c&x=1?y=2');
  });
});
