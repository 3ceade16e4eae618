import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTexts } from '../../../src/core/text/diff.js';
import { canonicalJson, diffJson, jsonSimilarity } from '../../../src/core/text/jsonDiff.js';
import { oneLine, printable } from '../../../src/core/text/printable.js';
import { squadNormalise, tokenF1, wordBags } from '../../../src/core/text/tokenF1.js';

describe('word F1', () => {
  it('matches the worked examples', () => {
    expect(squadNormalise('The Eiffel Tower!')).toBe(squadNormalise('eiffel tower'));
    expect(tokenF1('the cat sat on the mat', 'a cat on a mat')).toBeCloseTo(0.857143, 6);
  });

  it('takes no article out of the middle of a word in another language', () => {
    expect(squadNormalise('El año: “a day”')).toBe('el año “ day”');
  });

  it('is 1 for two empty texts and 0 for one', () => {
    expect([tokenF1('', 'the'), tokenF1('', 'cat')]).toEqual([1, 0]);
  });

  it('is symmetric, and 1 for equal texts', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 20 }), fc.lorem({ maxCount: 20 }), (a, b) => {
        expect(tokenF1(a, b)).toBe(tokenF1(b, a));
        expect(tokenF1(a, a)).toBe(1);
      }),
    );
  });

  it('is the same with shared bags', () => {
    const { bagOf, f1 } = wordBags();
    expect(f1(bagOf('a cat on a mat'), bagOf('the cat sat on the mat'))).toBeCloseTo(0.857143, 6);
  });
});

describe('JSON by path', () => {
  const [a, b] = ['{"a":1,"b":[1,2]}', '{"a":1,"b":[1,3],"c":null}'];

  it('matches the worked example', () => {
    expect(jsonSimilarity(a, b)).toBe(0.5);
    const kinds = diffJson(JSON.parse(a), JSON.parse(b)).map(({ path, kind }) => `${path} ${kind}`);
    expect(kinds).toEqual(['a same', 'b[0] same', 'b[1] changed', 'c added']);
  });

  it('ignores key order and number form, and tells types apart', () => {
    expect(canonicalJson('{"b":1.0,"a":[]}')).toBe(canonicalJson('{ "a": [], "b": 1 }'));
    expect(diffJson({ x: '1' }, { x: 1 })[0]?.kind).toBe('typeChanged');
    expect(diffJson({ x: {} }, { x: {} })[0]?.kind).toBe('same');
  });

  it('is unknown for invalid JSON', () => {
    expect(jsonSimilarity('{', '{}')).toBeNull();
    expect(canonicalJson('{')).toBeNull();
  });

  it('finds any value equal to itself', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonSimilarity(text, text)).toBe(1);
      }),
    );
  });
});

describe('text to show', () => {
  it('makes what would move a cursor or turn the text visible', () => {
    expect(printable('a\u001b[31mb\u202ec\u0000')).toBe('a\\u{1b}[31mb\\u{202e}c\\u{0}');
    expect(printable('zeile\tä 日本\n🙂')).toBe('zeile\tä 日本\n🙂');
    expect(printable('half \ud83d pair')).toBe('half \\u{d83d} pair');
  });

  it('holds no control character whatever goes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });

  it('fits on one line', () => {
    expect(oneLine('a\n b  c', 20)).toBe('a b c');
    expect(oneLine('abcdef', 4)).toBe('abc…');
  });
});

describe('text differences', () => {
  it('are words, joined where a single space stands between', () => {
    expect(diffTexts('the red old car', 'the blue new car')).toEqual([
      { kind: 'same', text: 'the ' },
      { kind: 'removed', text: 'red old' },
      { kind: 'added', text: 'blue new' },
      { kind: 'same', text: ' car' },
    ]);
  });

  it('do not count line ends and spaces at line ends', () => {
    expect(diffTexts('a\r\nb ', 'a\nb')).toEqual([{ kind: 'same', text: 'a\nb' }]);
  });

  it('are lines in long texts', () => {
    const long = Array.from({ length: 3000 }, (_, index) => `line ${index}`).join('\n');
    const parts = diffTexts(long, long.replace('line 1500\n', 'other\n'));
    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'line 1500\n' },
      { kind: 'added', text: 'other\n' },
    ]);
  });

  it('give both texts back', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', ' ', 'cc', '\n', 'd'), { maxLength: 30 })
      .map((parts) => parts.join('').replace(/[ \t]+$/gm, ''));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const side = (skip: string) =>
          diffTexts(before, after)
            .filter(({ kind }) => kind !== skip)
            .map(({ text }) => text)
            .join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
      }),
    );
  });
});
