import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyedLines } from '../../../src/node/keyedLines.js';

const KEY = 4;
const keyOf = (index: number) => String(index).padStart(KEY, '0');

describe('lines found by their key', () => {
  let folder: string;
  let path: string;
  const open = () => keyedLines(path, KEY);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-keyed-'));
    path = join(folder, 'a', 'lines.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are there for whoever wrote them, and for the next', async () => {
    const first = open();
    expect(await first.has('0001')).toBe(false);
    expect(await first.read('0001')).toBeNull();
    await first.append('0001', 'zwölf ✓');
    await first.append('0002', 'b');
    expect(await first.has('0001')).toBe(true);
    expect(await first.read('0001')).toBe('zwölf ✓');
    await first.close();
    const second = open();
    expect(await second.read('0002')).toBe('b');
    expect(await second.read('0001')).toBe('zwölf ✓');
    await second.append('0001', 'newer');
    await second.close();
    const third = open();
    expect(await third.read('0001')).toBe('newer');
    await third.close();
  });

  it('are many, asked for in any order and at the same time, and longer than what is read at once', async () => {
    const first = open();
    const long = 'x'.repeat(3 << 20);
    const written = Array.from(
      { length: 3000 },
      (_, index) => `${index} ${'é'.repeat(index % 300)}`,
    );
    await Promise.all(written.map((rest, index) => first.append(keyOf(index), rest)));
    await first.append('long', long);
    await first.close();
    const second = open();
    const read = await Promise.all(
      written.map((_, index) => second.read(keyOf((index * 7) % written.length))),
    );
    expect(read).toEqual(written.map((_, index) => written[(index * 7) % written.length]));
    expect(await second.read('long')).toBe(long);
    await second.close();
  });

  it('of another process are there at once for whoever catches up', async () => {
    const [one, other] = [open(), open()];
    await one.append('0000', 'so that there is a file');
    expect(await other.has('0001')).toBe(false);
    await one.append('0001', 'a');
    await other.catchUp();
    expect(await other.has('0001')).toBe(true);
    expect(await other.read('0001')).toBe('a');
    await one.close();
    await other.close();
  });

  it('of two processes do not get lost or mixed up', async () => {
    const [one, other] = [open(), open()];
    await one.has('0000');
    for (let index = 0; index < 50; index++) {
      await one.append(keyOf(index), `one ${index}`);
      await other.append(keyOf(100 + index), `other ${index}`);
    }
    expect(await one.read('0049')).toBe('one 49');
    // What the other wrote is known once the file was looked at again.
    expect(await one.read('0149')).toBe('other 49');
    expect(await other.read('0100')).toBe('other 0');
    await one.close();
    await other.close();
  });

  it('are written to the new file where another process has tidied the old one', async () => {
    const first = open();
    await first.append('0001', 'a');
    await writeFile(`${path}.tmp`, '0001 a\n');
    await rename(`${path}.tmp`, path);
    await first.append('0002', 'b');
    await first.close();
    expect(await readFile(path, 'utf8')).toBe('0001 a\n0002 b\n');
  });

  it('that were cut off or replaced are none', async () => {
    const first = open();
    await first.append('0001', 'whole');
    await first.close();
    await appendFile(path, '0002 cut o');
    const second = open();
    expect(await second.has('0002')).toBe(false);
    await second.append('0003', 'after');
    expect(await second.read('0003')).toBe('after');
    expect(await second.read('0001')).toBe('whole');
    await second.close();
    expect(await readFile(path, 'utf8')).toBe('0001 whole\n0002 cut o\n0003 after\n');
    const third = open();
    await third.has('0001');
    await writeFile(path, 'XXXXXXXXXXXXXXXXXXXX\n');
    expect(await third.read('0001')).toBeNull();
    await third.close();
  });
});
