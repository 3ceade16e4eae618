import { describe, expect, it } from 'vitest';
import { answerDistances } from '../../../src/core/score/distance.js';
import { answerWords, countWords } from '../../../src/core/text/answerWords.js';
import { observation } from '../../support/observations.js';

describe('the words of an answer', () => {
  it.each([
    ['- The price is **-1.5 %**, not 3!', ['price', 'is', '-1.5', '%', 'not', '3']],
    ['«Größe» ist 12:30.', ['grösse', 'ist', '12:30']],
    ['成本上升3.5%。', ['成', '本', '上', '升', '3.5%']],
    ['アップルは「12:30」に開く。', [...'アップルは', '12:30', ...'に開く']],
    ['iPhone手机，很好', ['iphone', ...'手机', ...'很好']],
    ['한국어 문장입니다.', ['한국어', '문장입니다']],
  ])('%s', (text, words) => {
    expect(answerWords(text)).toEqual(words);
  });

  it('are counted two characters to a word where no spaces are written', () => {
    expect([countWords('it is done'), countWords('推荐'), countWords('不推荐这个方案')]).toEqual([
      3, 1, 4,
    ]);
  });
});

describe('prose without spaces', () => {
  const distance = (a: string, b: string) => {
    const { matrix } = answerDistances('text')([
      observation({ text: a }),
      observation({ text: b, variant: 'v1' }),
    ]);
    return matrix.values[1];
  };

  it('is as far apart as it has other characters, not wholly', () => {
    expect(distance('我们建议续签这份合同。', '我们不建议续签这份合同。')).toBeCloseTo(
      1 - 20 / 21,
      12,
    );
    expect(distance('我们建议续签这份合同。', '天气会变得很冷')).toBeGreaterThan(0.9);
  });

  it('is a value where it is short', () => {
    expect(distance('推荐', '不推荐')).toBe(1);
  });
});
