import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isExactNumber,
  numberText,
  parseExactJson,
  withDoubles,
} from '../../../src/core/text/exactJson.js';
import { canonicalJson, diffJson, jsonSimilarity } from '../../../src/core/text/jsonDiff.js';
import { writeToolCalls } from '../../../src/core/text/toolCalls.js';

describe('a number that a double does not hold', () => {
  it.each([
    '12345678901234567890',
    '-9007199254740993',
    '0.12345678901234567890123',
    '1e400',
    '1e-400',
    '3.14159265358979323846',
  ])('%s is written as it was read', (source) => {
    const value = parseExactJson(`{"a":[${source}]}`) as { a: unknown[] };
    expect(isExactNumber(value.a[0])).toBe(true);
    expect(JSON.stringify(value)).toBe(`{"a":[${source}]}`);
  });

  it.each(['0.1', '9007199254740991', '1e300', '0.30000000000000004', '-0.0', '1.0', '0e400'])(
    '%s is an ordinary one',
    (source) => {
      expect(parseExactJson(source)).toBe(Number(source));
    },
  );

  it('equals another one with the same digits, whatever its form, and no other', () => {
    const same = (a: string, b: string) => [
      canonicalJson(a) === canonicalJson(b),
      jsonSimilarity(a, b),
    ];
    expect(same('12345678901234567890', '1.234567890123456789e19')).toEqual([true, 1]);
    expect(same('[12345678901234567890]', '[12345678901234567891]')).toEqual([false, 0]);
    expect(same('{"p":1e400}', '{"p":1e500}')).toEqual([false, 0]);
    expect(same('[1.0,10]', '[1,1e1]')).toEqual([true, 1]);
    expect(same('[12345678901234567890]', '["12345678901234567890"]')).toEqual([false, 0]);
  });

  it('keeps its digits in the arguments of a call', () => {
    const text = writeToolCalls([{ name: 'f', arguments: '{"id":12345678901234567891}' }], '');
    expect(text).toBe('[{"name":"f","arguments":{"id":12345678901234567891}}]');
  });

  it('is the nearest double where something computes with it', () => {
    expect(withDoubles(parseExactJson('{"a":[1e400,12345678901234567891]}'))).toEqual({
      a: [Infinity, 12345678901234567000],
    });
  });

  it('is rounded in a host that does not show the source of a number', () => {
    const host = JSON as { rawJSON?: unknown };
    const { rawJSON } = host;
    try {
      delete host.rawJSON;
      expect(parseExactJson('[12345678901234567891]')).toEqual([12345678901234567000]);
    } finally {
      host.rawJSON = rawJSON;
    }
  });

  it('has one text for each value', () => {
    expect(['1.50e1', '15.0', '0.000', '-1e-3', '1e99'].map(numberText)).toEqual([
      '15',
      '15',
      '0',
      '-0.001',
      '1e99',
    ]);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(numberText(String(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('JSON compared by path', () => {
  it('is equal exactly where its canonical text is', () => {
    const values = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [before, after] = [JSON.stringify(a), JSON.stringify(b)];
        expect(jsonSimilarity(before, after) === 1).toBe(
          canonicalJson(before) === canonicalJson(after),
        );
      }),
    );
    expect(jsonSimilarity('{"id":1234567890}', '{"id":1234567891}')).toBe(0);
  });

  it.each([
    ['{"a.b":0}', '{"a":{"b":0}}', '["a.b"] removed, a.b added'],
    ['{"[0]":1}', '[1]', '["[0]"] removed, [0] added'],
    ['{"":1}', '1', '[""] removed,  added'],
    ['{"a":{"":1}}', '{"a":1}', 'a[""] removed, a added'],
    ['{"a[0]":1}', '{"a":[1]}', '["a[0]"] removed, a[0] added'],
  ])('tells the keys of %s from the paths of %s', (a, b, expected) => {
    expect(jsonSimilarity(a, b)).toBe(0);
    const rows = diffJson(JSON.parse(a), JSON.parse(b)).map(({ path, kind }) => `${path} ${kind}`);
    expect(rows.join(', ')).toBe(expected);
  });
});
