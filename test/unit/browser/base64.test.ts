import { expect, it } from 'vitest';
import { base64Of } from '../../../src/browser/base64.js';

it.each([0, 1, 2, 3, 24_575, 24_576, 24_577, 100_000])(
  '%i bytes in Base64 are as in Node',
  (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) % 256);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  },
);
