import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/core/text/decodeText.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  [...text].forEach((character, at) =>
    view.setUint16(at * 2, character.charCodeAt(0), littleEndian),
  );
  return new Uint8Array(view.buffer);
};

describe('the bytes of a file', () => {
  const TEXT = 'q,b\nZoë’s,1\n';
  it.each<[string, Uint8Array, string, string]>([
    ['UTF-8', utf8(TEXT), TEXT, 'UTF-8'],
    ['UTF-8 with a mark, which stays', utf8(`\ufeff${TEXT}`), `\ufeff${TEXT}`, 'UTF-8'],
    ['little-endian UTF-16', utf16(`\ufeff${TEXT}`, true), `\ufeff${TEXT}`, 'UTF-16'],
    ['big-endian UTF-16', utf16(`\ufeff${TEXT}`, false), `\ufeff${TEXT}`, 'UTF-16'],
    ['UTF-16 without a mark', utf16(TEXT, true), TEXT, 'UTF-16'],
    ['big-endian UTF-16 without a mark', utf16(TEXT, false), TEXT, 'UTF-16'],
    [
      'Windows-1252',
      Uint8Array.of(0x5a, 0x6f, 0xeb, 0x92, 0x73, 0x20, 0x80),
      'Zoë’s €',
      'Windows-1252',
    ],
    ['nothing', new Uint8Array(), '', 'UTF-8'],
    ['a text with a zero in it', utf8('a\0b, and more'), 'a\0b, and more', 'UTF-8'],
  ])('in %s are text', (_kind, bytes, text, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });
});
