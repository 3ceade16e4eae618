import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeJson, writeText } from '../../../src/node/writeFile.js';

const inFolder = () => mkdtempSync(join(tmpdir(), 'write-'));

describe('writing a file', () => {
  it.skipIf(process.platform === 'win32')('writes through a symbolic link', async () => {
    const folder = inFolder();
    const [link, target] = [join(folder, 'link.yml'), join(folder, 'shared.yml')];
    writeFileSync(target, 'old');
    chmodSync(target, 0o640);
    symlinkSync('shared.yml', link);
    await writeText(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(statSync(target).mode & 0o777).toBe(0o640);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps permissions, and makes what a link leads to',
    async () => {
      const folder = inFolder();
      const file = join(folder, 'a.yml');
      writeFileSync(file, 'old');
      chmodSync(file, 0o664);
      await writeText(file, 'new');
      expect(statSync(file).mode & 0o777).toBe(0o664);
      symlinkSync('later.yml', join(folder, 'link.yml'));
      await writeText(join(folder, 'link.yml'), 'text');
      expect(lstatSync(join(folder, 'link.yml')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'later.yml'), 'utf8')).toBe('text');
    },
  );

  it.each([0, 1, 499, 500, 501, 1400])(
    'writes JSON as one line, with lists of %i elements',
    async (length) => {
      const value = {
        ...{ name: 'grüße', absent: undefined, none: null, inner: { list: [1, [2]] } },
        list: Array.from({ length }, (_, index) => ({ index, absent: undefined, text: ', ]' })),
        holes: [undefined, 1],
      };
      const file = join(inFolder(), 'a.json');
      await writeJson(file, value);
      expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(value));
    },
  );

  it('is done by many at once, one of whom is the last', async () => {
    const file = join(inFolder(), 'a.yml');
    await Promise.all(Array.from({ length: 20 }, (_, n) => writeText(file, `text ${n}`)));
    expect(readFileSync(file, 'utf8')).toMatch(/^text \d+$/);
  });

  it.skipIf(process.platform === 'win32')('leaves a device a device', async () => {
    await writeText('/dev/null', 'nothing');
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const folder = inFolder();
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeText(join(folder, 'taken'), 'text')).rejects.toThrow('Cannot write');
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
