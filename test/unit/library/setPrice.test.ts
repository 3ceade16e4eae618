import { describe, expect, it } from 'vitest';
import { setPrice } from '../../../src/core/library/setPrice.js';

const PRICE = { input: 0.15, output: 0.6 };
const set = (text: string) => setPrice(text, 'gpt', PRICE);

describe('setting the price of a model', () => {
  it('adds a line to a model that is written in lines', () => {
    const text = `# Ours.
models:
  gpt: # the usual one
    baseUrl: https://a.example/v1   # with /v1
    model: "gpt-4.1"

  other: { baseUrl: https://b.example/v1, model: b }
`;
    expect(set(text)).toBe(
      text.replace('"gpt-4.1"\n', '"gpt-4.1"\n    price: { input: 0.15, output: 0.6 }\n'),
    );
  });

  it('adds it inside braces', () => {
    const text = 'models:\n  gpt: { baseUrl: https://a.example/v1, model: m } # ours\n';
    expect(set(text)).toBe(
      text.replace('model: m }', 'model: m, price: { input: 0.15, output: 0.6 } }'),
    );
  });

  it('replaces the price there is, and keeps line endings', () => {
    const text =
      'models:\r\n  gpt:\r\n    baseUrl: https://a.example/v1\r\n    price: { input: 9, output: 9, cachedInput: 1 } # old\r\n    model: m\r\n';
    expect(set(text)).toBe(
      text.replace('{ input: 9, output: 9, cachedInput: 1 }', '{ input: 0.15, output: 0.6 }'),
    );
    const lines =
      'models:\n  gpt:\n    model: m\n    price:\n      input: 9\n      output: 9\n    baseUrl: https://a.example/v1\n';
    expect(set(lines)).toContain('input: 0.15');
  });

  it('changes only the amounts of a price that is written in lines', () => {
    const text = `models:
  gpt:
    model: m
    price: # agreed in May
      input: 9 # net
      output: 9
    baseUrl: https://a.example/v1
`;
    expect(set(text)).toBe(
      text.replace('input: 9 ', 'input: 0.15 ').replace('output: 9', 'output: 0.6'),
    );
    expect(setPrice(text, 'gpt', { ...PRICE, cachedInput: 0.1 })).toContain(
      '# net\n      output: 0.6\n      cachedInput: 0.1\n    baseUrl',
    );
  });

  it('never changes the price of another model that shares it', () => {
    const models = (other: string, price: string) =>
      `models:\n  gpt: &gpt\n    baseUrl: https://a.example/v1\n    model: m\n    price: ${price}\n  other: ${other}\n`;
    const own = 'baseUrl: https://b.example/v1, model: b';
    expect(set(models('*gpt', '{ input: 9, output: 9 }'))).toBeNull();
    const shared = models(`{ ${own}, price: *p }`, '&p { input: 9, output: 9 }');
    expect(set(shared)).toBeNull();
    expect(setPrice(shared, 'other', PRICE)).toBe(
      shared.replace('price: *p', 'price: { input: 0.15, output: 0.6 }'),
    );
  });

  it('writes nothing where the model or the file cannot be read', () => {
    expect(set('models:\n  other: { baseUrl: https://a.example/v1, model: m }\n')).toBeNull();
    expect(set('models: [')).toBeNull();
  });
});
