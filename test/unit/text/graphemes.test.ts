import { describe, expect, it } from 'vitest';
import { diffTexts } from '../../../src/core/text/diff.js';
import { cut, graphemesOf, wordTokens } from '../../../src/core/text/graphemes.js';
import { oneLine } from '../../../src/core/text/printable.js';

/** Each with another that shares some of its code points. */
const PAIRS = [
  ['👩‍💻', '👩‍🔬'],
  ['🇩🇪', '🇩🇰'],
  ['👍🏽', '👍🏿'],
  ['1️⃣', '1'],
  ['e\u0301', 'e\u0300'],
  ['कि', 'की'],
  ['한', '하'],
] as const;

describe('a difference', () => {
  it.each(PAIRS)('keeps %s and %s whole', (before, after) => {
    for (const [head, tail] of [
      ['', ''],
      ['say ', ' now'],
      ['(', ')'],
      ['日本', '語'],
    ] as const) {
      const parts = diffTexts(head + before + tail, head + after + tail);
      const side = (kind: 'added' | 'removed') =>
        parts.flatMap((part) => (part.kind === kind ? [part.text] : [])).join('');
      expect(graphemesOf(side('removed'))).toContain(before);
      expect(graphemesOf(side('added'))).toContain(after);
      for (const { text } of parts) expect(text.normalize('NFC')).not.toMatch(/^[\p{M}\u200d]/u);
    }
  });

  it('is one of words in scripts that have spaces, and of characters in those that have none', () => {
    expect(diffTexts('Хороший день', 'Хорошая день')).toEqual([
      { kind: 'removed', text: 'Хороший' },
      { kind: 'added', text: 'Хорошая' },
      { kind: 'same', text: ' день' },
    ]);
    expect(diffTexts('東京都', '東京市')).toEqual([
      { kind: 'same', text: '東京' },
      { kind: 'removed', text: '都' },
      { kind: 'added', text: '市' },
    ]);
  });

  it('loses nothing of either text', () => {
    const [before, after] = ['Ça va 👩‍💻?\n“Oui”  très', 'Ça va 👩‍🔬!\n“Non”  très'];
    const parts = diffTexts(before, after);
    const without = (kind: string) =>
      parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
    expect(without('added')).toBe(before);
    expect(without('removed')).toBe(after);
    expect(wordTokens(before).join('')).toBe(before);
  });
});

describe('a text that is cut', () => {
  it('ends with a whole character', () => {
    expect(cut('short', 5)).toBe('short');
    expect(cut('longer', 5)).toBe('long…');
    expect(cut('ab👩‍💻cd', 5)).toBe('ab…');
    expect(cut('ab👩‍💻cd', 8)).toBe('ab👩‍💻…');
    expect(cut('abc', 0)).toBe('…');
    expect(oneLine('so  😀😀', 5)).toBe('so …');
  });
});
