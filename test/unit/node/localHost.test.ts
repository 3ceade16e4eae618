import { describe, expect, it } from 'vitest';
import { isThisMachine } from '../../../src/node/localHost.js';

describe('this machine', () => {
  it.each([
    'http://localhost:8080/v1',
    'http://LOCALHOST/v1',
    'http://localhost./v1',
    'http://models.localhost:1234/v1',
    'http://127.0.0.1:11434/v1',
    'http://127.8.9.10/v1',
    'http://[::1]:8080/v1',
    'http://0.0.0.0:8000/v1',
    'http://127.1:8000/v1',
    'http://[::ffff:127.0.0.1]:8000/v1',
    'http://[0:0:0:0:0:0:0:1]/v1',
    'http://user:secret@localhost/v1',
  ])('includes %s', (url) => {
    expect(isThisMachine(url)).toBe(true);
  });

  it.each([
    'http://localhost.evil.com/v1',
    'http://127.0.0.1.evil.com/v1',
    'http://evil.com/localhost',
    'http://localhost@evil.com/v1',
    'http://evil.com/?localhost',
    'http://notlocalhost/v1',
    'http://128.0.0.1/v1',
    'http://192.168.1.5/v1',
    'http://[::2]/v1',
    'http://[::ffff:128.0.0.1]/v1',
    'http://127.0.0.1.nip.io/v1',
    'localhost.evil.com',
    '127.0.0.1.evil.com',
    'evil.com/localhost',
    'not a URL',
    '',
  ])('does not include %s', (url) => {
    expect(isThisMachine(url)).toBe(false);
  });
});
