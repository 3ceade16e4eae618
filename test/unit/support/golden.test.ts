import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectGolden } from '../../support/golden.js';

const goldenPath = () => join(mkdtempSync(join(tmpdir(), 'plumbline-golden-')), 'sample.txt');

describe('a golden file', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('that is missing fails, is not written, and leaves the text beside it', () => {
    vi.stubEnv('UPDATE_GOLDEN', '');
    const path = goldenPath();
    expect(() => expectGolden(path, 'new')).toThrow(/does not exist.*UPDATE_GOLDEN=1/);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.actual`, 'utf8')).toBe('new');
  });

  it('that differs fails and leaves the text beside it until they agree again', () => {
    vi.stubEnv('UPDATE_GOLDEN', '');
    const path = goldenPath();
    writeFileSync(path, 'old');
    expect(() => expectGolden(path, 'new')).toThrow(/differs/);
    expect(readFileSync(`${path}.actual`, 'utf8')).toBe('new');
    expectGolden(path, 'old');
    expect(existsSync(`${path}.actual`)).toBe(false);
  });

  it('is written when asked for', () => {
    vi.stubEnv('UPDATE_GOLDEN', '1');
    const path = goldenPath();
    expectGolden(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });
});
