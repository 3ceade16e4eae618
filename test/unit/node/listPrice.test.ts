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

  it('is that of calls of ordinary length where long calls cost more per token', async () => {
    expect(await listPriceOf('claude-sonnet-4-5')).toMatchObject({
      ...{ input: 3, output: 15, cachedInput: 0.3 },
    });
    expect(await listPriceOf('gemini-2.5-pro')).toMatchObject({
      ...{ input: 1.25, output: 10, cachedInput: 0.125 },
    });
  });

  it('has nothing for servers on this machine and models it does not know', async () => {
    expect(await listPrice('http://127.0.0.1:11434/v1', 'gpt-4.1-mini')).toBeNull();
    expect(await listPriceOf('no-such-model')).toBeNull();
  });
});
