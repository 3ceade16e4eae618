import { expect, it } from 'vitest';
import { publicUrl } from '../../../src/core/models/address.js';

it('an address is shown without passwords and keys', () => {
  expect(publicUrl('https://user:pa55@host/v1')).toBe('https://…@host/v1');
  expect(publicUrl('https://host/v1?api-key=abc&api-version=2024-10-21')).toBe(
    'https://host/v1?api-key=…&api-version=2024-10-21',
  );
  expect(publicUrl('http://127.0.0.1:8080/v1/')).toBe('http://127.0.0.1:8080/v1/');
  expect(publicUrl('https://host/v1/@cf/model')).toBe('https://host/v1/@cf/model');
});

it.each([
  ['http://me:p@ss@host/v1', 'http://…@host/v1'],
  ['http://me:se/cret@host/v1', 'http://…@host/v1'],
  ['http://me:a?b#c@host/v1', 'http://…@host/v1'],
  ['me:secret@host/v1', '…@host/v1'],
  [' ftp://me:secret@host ', 'ftp://…@host'],
])('nothing of a password is shown, however it is written: %s', (written, shown) => {
  expect(publicUrl(written)).toBe(shown);
});
