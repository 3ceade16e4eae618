import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/core/text/displayWidth.js';
import { wrap } from '../../../src/core/text/wrap.js';

describe('a text in lines', () => {
  it('is broken at spaces, and keeps its own lines', () => {
    expect(wrap('one two three\n\nfour', 8)).toEqual(['one two', 'three', '', 'four']);
  });

  it('has a longer word alone', () => {
    expect(wrap('a extraordinary b', 6)).toEqual(['a', 'extraordinary', 'b']);
  });

  it.each([
    '两个变体在 100 个用例中有 23 个对错不同（一个正确，一个错误）。对同一变体询问两次时没有：全部由措辞造成。',
    '2 つのバリアントは、100 件のケース中 23 件で異なります (一方が正解、一方が不正解)。すべて言い回しによるものです。',
  ])('is broken between wide characters, and not before what closes: %s', (text) => {
    const lines = wrap(text, 30);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const line of lines) {
      expect(displayWidth(line)).toBeLessThanOrEqual(32);
      expect(line).not.toMatch(/^[、。，）)」]|[（(「]$/);
    }
    for (const line of lines.slice(0, -1)) expect(displayWidth(line)).toBeGreaterThan(20);
  });
});
