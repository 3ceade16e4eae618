import { describe, expect, it } from 'vitest';
import { hash, portableHash } from '../../../src/core/text/hash.js';

describe('hash', () => {
  it('is SHA-256, whoever computes it', () => {
    expect(hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    for (const text of ['', 'abc', 'Grüße, 世界 🌍', '\u0000\u0001', '\ud800', 'x'.repeat(10_000)])
      expect(portableHash(text)).toBe(hash(text));
  });
});
