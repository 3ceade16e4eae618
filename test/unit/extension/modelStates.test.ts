import { describe, expect, it } from 'vitest';
import { stateOfModel } from '../../../src/extension/modelStates.js';

const state = async (baseUrl: string, key: string | null = null) => {
  const asked: string[] = [];
  const found = await stateOfModel(
    { baseUrl, model: 'm', ...(key === null ? {} : { apiKey: { env: key } }) },
    {
      knowsKey: async (name) => name === 'KNOWN',
      answers: async (address) => {
        asked.push(address);
        return address.includes(':1/');
      },
    },
  );
  return [found, asked.length];
};

describe('the state of a model', () => {
  it.each([
    ['https://api.example.com/v1', 'KNOWN', 'ready', 0],
    ['https://api.example.com/v1', 'OTHER', 'no-key', 0],
    ['https://api.example.com/v1', null, 'ready', 0],
    ['http://127.0.0.1:1/v1', null, 'ready', 1],
    ['http://127.0.0.1:2/v1', null, 'not-running', 1],
    ['http://localhost:2/v1', 'KNOWN', 'not-running', 1],
    ['http://[::1]:2/v1', 'OTHER', 'no-key', 0],
    ['http://localhost.example.com/v1', null, 'ready', 0],
  ])('%s with key %s: %s', async (baseUrl, key, wanted, asked) => {
    expect(await state(baseUrl, key)).toEqual([wanted, asked]);
  });
});
