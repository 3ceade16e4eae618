import { describe, expect, it } from 'vitest';
import { absentNumbersOf, numbersOf } from '../../../src/core/report/numbers.js';

const none = (reason: string) => ({ value: null, reason, n: 0 });
const report = {
  metrics: {
    maxP: { value: 0.75, ci: [0.5, 0.9] as [number, number], n: 4 },
    'agreement.tarText': none('deterministic'),
    'noise.icc': none('deterministic'),
    'calibration.ece': none('no-gold'),
    'similarity.cosine': none('no-embeddings'),
  },
} as unknown as Parameters<typeof numbersOf>[0];

describe('the list of numbers', () => {
  it('holds those that have a value', () => {
    expect(numbersOf(report)).toMatchObject([{ id: 'maxP', value: '0.75 [0.50, 0.90]' }]);
  });

  it('names the absent ones together by why, but for those few runs have', () => {
    expect(absentNumbersOf(report)).toEqual([
      {
        reason: 'the server gives the same text every time',
        titles: ['Wording’s share of the variance', 'Repeats with the same text'],
      },
      { reason: 'no expected answers', titles: ['Calibration error'] },
    ]);
  });
});
