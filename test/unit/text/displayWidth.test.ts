import { describe, expect, it } from 'vitest';
import { displayWidth, padded } from '../../../src/core/text/displayWidth.js';

describe('how wide a text is in a terminal', () => {
  it.each([
    ['', 0],
    ['Original', 8],
    ['Grün', 4],
    // An e with an accent of its own.
    ['e\u0301', 1],
    ['元のプロンプト', 14],
    ['用例 3', 6],
    ['ノイズ フロア', 13],
    ['ＡＢ', 4],
    ['한국어', 6],
    ['ケース・ノート', 14],
    ['ｱｲｳ', 3],
    ['✓ ✗ ⚠', 5],
    ['⚠️ ✅', 5],
    ['👩‍👩‍👧', 2],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
    expect(displayWidth(padded(text, 20))).toBe(20);
  });

  it('is never cut', () => expect(padded('Original', 3)).toBe('Original'));
});
