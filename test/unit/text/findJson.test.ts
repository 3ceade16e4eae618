import { describe, expect, it } from 'vitest';
import { canonicalFound, findJson, jsonValuesIn } from '../../../src/core/text/findJson.js';

describe('JSON in an answer', () => {
  it('may be several values, and what is inside one is part of it', () => {
    expect(jsonValuesIn('{"a":{"b":1}} and [1,{"c":2}], not {x}')).toEqual([
      { a: { b: 1 } },
      [1, { c: 2 }],
    ]);
    expect(jsonValuesIn('no {JSON} here')).toEqual([]);
  });

  it('is found again for another text, and read otherwise where it is lenient', () => {
    expect(findJson('[1,]')).toBeNull();
    expect(findJson('[1,]', { lenient: true })?.value).toEqual([1]);
    expect(findJson('[1,]')).toBeNull();
  });

  it.each([
    ['{"a":1}', { a: 1 }],
    ['\uFEFF {"a":1}\n', { a: 1 }],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['```\n[1,2,3,4]\n```', [1, 2, 3, 4]],
    ['~~~JSON5\n{"a":1}\n~~~', { a: 1 }],
    ['Sure:\n\n```json\n{"a":1}\n```\nBye [1].', { a: 1 }],
    ['Here is it: {"a":"}"} as you see.', { a: '}' }],
    ['```json\n{"note":"see ```sql``` below"}\n```', { note: 'see ```sql``` below' }],
    ['As said in [1] and [2, 3]: {"a":1}', { a: 1 }],
    ['First {"a":"?"} came to mind, but the facts are:\n\n```json\n{"a":1}\n```', { a: 1 }],
    ['{"a":1}\n\nThat is as in:\n\n```json\n{"a":"string"}\n```', { a: 1 }],
    ['I use {braces} and {"a":{"b":[1]}}', { a: { b: [1] } }],
    ['"text"', 'text'],
    ['8.5e2', 850],
  ])('%j → %j', (text, value) => {
    expect(findJson(text)?.value).toEqual(value);
  });

  it.each([
    'billing',
    '',
    "{'a': 1}",
    '{"a": 1,}',
    '```json\n{"name": "Ada", "pe',
    '{"a": {"b": 1}, "c',
    '[{"a": 1}, {"b"',
    '{"a": [1, 2}',
  ])('is not in %j', (text) => {
    expect(findJson(text)).toBeNull();
  });

  it('may end in a comma only where that is asked for, and never inside a text', () => {
    expect(findJson('So: {"a": [1,2,],}', { lenient: true })?.value).toEqual({ a: [1, 2] });
    expect(findJson('{"a": ",}",}', { lenient: true })?.value).toEqual({ a: ',}' });
  });

  it('is the first whole one of several', () => {
    expect(findJson('{"a":1} {"a":2}')).toEqual({
      value: { a: 1 },
      isWhole: false,
      isFirstOfSeveral: true,
      wordsAround: 2,
    });
    expect(findJson('{"a":1} [1]')?.isFirstOfSeveral).toBe(false);
  });

  it('is the same whatever its order and its numbers', () => {
    expect(canonicalFound('```\n{"b":850.0,"a":1}\n```')).toBe(canonicalFound('{"a":1,"b":8.5e2}'));
    expect(canonicalFound('{"a":"850"}')).not.toBe(canonicalFound('{"a":850}'));
  });

  it('is looked for in no more than a moment', () => {
    const started = performance.now();
    findJson('[{'.repeat(50_000));
    findJson('{ x '.repeat(50_000));
    findJson(`{"a":"${'x'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
