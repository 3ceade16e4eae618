import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Compares a text with a golden file. A difference, or a missing golden file, fails and leaves the new text beside it as
 * `.actual`. `UPDATE_GOLDEN=1` writes the golden file instead.
 */
export function expectGolden(path: string, text: string): void {
  const actual = `${path}.actual`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(path, text);
    rmSync(actual, { force: true });
    return;
  }
  const golden = textOrNull(path);
  if (golden === text) return rmSync(actual, { force: true });
  writeFileSync(actual, text);
  if (golden === null)
    expect.fail(`${path} does not exist. Review ${actual}, then run with UPDATE_GOLDEN=1.`);
  expect(text, `differs from ${path}`).toBe(golden);
}

function textOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
