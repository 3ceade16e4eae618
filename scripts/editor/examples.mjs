/** The examples without what runs have left in them, in a folder of their own. */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function examplesCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-examples-'));
  cpSync('examples', folder, {
    recursive: true,
    filter: (path) => !/\.plumbline[/\\](cache|runs)|examples[/\\]reports/.test(path),
  });
  return folder;
}
