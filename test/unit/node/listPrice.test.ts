import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listPrice, listPriceOf, PRICE_LIST } from '../../../src/node/listPrice.js';

describe('the price list', () => {
  it('is the one that is installed: its date changes with its version', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    expect(read(`node_modules/${PRICE_LIST.package}/package.json`).version).toBe(
      PRICE_LIST.version,
    );
  });

  it('has input, output and cached input, with its name and date', async () => {
    const price = await listPrice('https://api.openai.com/v1', 'gpt-4.1-mini');
    expect(price).toMatchObject({ input: 0.4, output: 1.6, cachedInput: 0.1 });
    expect(price?.list).toContain(PRICE_LIST.date);
  });

  it('has nothing for servers on this machine and models it does not know', async () => {
    expect(await listPrice('http://127.0.0.1:11434/v1', 'gpt-4.1-mini')).toBeNull();
    expect(await listPriceOf('no-such-model')).toBeNull();
  });
});
