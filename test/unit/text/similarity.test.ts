/** Worked numbers of METRICS 9: similarity of two texts. */

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bleu } from '../../../src/core/text/bleu.js';
import { chrf } from '../../../src/core/text/chrf.js';
import { editSimilarity } from '../../../src/core/text/editSimilarity.js';
import { sharedNgrams, tokenNumbers } from '../../../src/core/text/ngrams.js';
import { longestCommonSubsequence, rougeFs, rougeTokens } from '../../../src/core/text/rouge.js';

const FOX = 'The quick brown fox jumps over the lazy dog';
const DOG = 'The quick brown dog jumps on the log.';

const rouge = (a: string, b: string) => {
  const numbers = tokenNumbers();
  return rougeFs(numbers(rougeTokens(a)), numbers(rougeTokens(b)));
};

describe('9.2 BLEU of a sentence', () => {
  it.each([
    ['the cat is on the mat', 'the cat sat on the mat', 37.991784],
    [DOG, FOX, 21.105341],
    ['hello world', 'hello there world', 42.888194],
    ['yes', 'no', 0],
    ['the cat', 'the cat', 100],
    ['', 'the cat', 0],
  ])('of %j against %j is %f', (hypothesis, reference, expected) => {
    expect(bleu(hypothesis, reference)).toBeCloseTo(expected, 6);
  });
});

describe('9.3 ROUGE', () => {
  it('has the F of single words, of pairs and of the longest sequence', () => {
    const [one, two, longest] = rouge(DOG, FOX);
    expect(one).toBeCloseTo(0.705882, 6);
    expect(two).toBeCloseTo(0.266667, 6);
    expect(longest).toBeCloseTo(0.588235, 6);
  });

  it('is 0 where a text has no tokens', () => {
    expect(rouge('', 'a')).toEqual([0, 0, 0]);
    expect(rouge('мир', 'мир')).toEqual([0, 0, 0]);
  });
});

describe('9.4 chrF', () => {
  it.each([
    ['the cat is on the mat', 'the cat sat on the mat', 61.925151],
    [DOG, FOX, 52.532447],
    ['hello world', 'hello there world', 39.906031],
    ['yes', 'no', 0],
  ])('of %j against %j is %f', (hypothesis, reference, expected) => {
    expect(chrf(hypothesis, reference)).toBeCloseTo(expected, 6);
  });
});

describe('9.5 edit similarity', () => {
  it('is a share of the longer text, in code points', () => {
    expect(editSimilarity('kitten', 'sitting')).toBeCloseTo(0.571429, 6);
    expect(editSimilarity('', '')).toBe(1);
    expect(editSimilarity('', 'ab')).toBe(0);
    expect(editSimilarity('😀a', '😁a')).toBe(0.5);
  });

  it('goes by words in very long texts', () => {
    const words = Array.from({ length: 5000 }, (_, index) => `word${index}`);
    const changed = words.map((word, index) => (index === 2500 ? 'other' : word));
    expect(editSimilarity(words.join(' '), changed.join(' '))).toBeCloseTo(0.9998, 9);
  });
});

describe('runs that two sequences share', () => {
  const sequence = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 80 });
  const runs = (symbols: readonly number[], n: number) =>
    symbols.slice(n - 1).map((_, at) => symbols.slice(at, at + n).join());

  it('are those found by counting them one by one', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const found = sharedNgrams(Int32Array.from(a), Int32Array.from(b), 4);
        const expected = [1, 2, 3, 4].map((n) => {
          const left = runs(b, n);
          return runs(a, n).filter((run) => {
            const at = left.indexOf(run);
            if (at >= 0) left.splice(at, 1);
            return at >= 0;
          }).length;
        });
        expect(found).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  it('and the longest common subsequence is that of the usual table', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        let row = Array<number>(b.length + 1).fill(0);
        for (const x of a) {
          const next = [0];
          b.forEach((y, at) =>
            next.push(x === y ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0)),
          );
          row = next;
        }
        expect(longestCommonSubsequence(Int32Array.from(a), Int32Array.from(b))).toBe(row.at(-1));
      }),
      { seed: 1 },
    );
  });
});
