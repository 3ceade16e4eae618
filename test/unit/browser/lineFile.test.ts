import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keyedLines } from '../../../src/browser/keyedLines.js';
import { lineFile } from '../../../src/browser/lineFile.js';

const { written, writeText } = vi.hoisted(() => {
  const written: { path: string; text: string }[] = [];
  return {
    written,
    writeText: vi.fn(async (path: string, text: string) => {
      written.push({ path, text });
      const { writeFile } = await import('node:fs/promises');
      await writeFile(path, text);
    }),
  };
});
vi.mock('../../../src/browser/writeFile.js', () => ({ writeText }));

const folder = mkdtempSync(join(tmpdir(), 'plumbline-browser-'));

beforeEach(() => {
  written.length = 0;
  writeText.mockClear();
});

describe('a file of lines in a browser', () => {
  it('is written as a whole, once for lines that come together, with what was in it', async () => {
    const path = join(folder, 'a.jsonl');
    writeFileSync(path, 'one\ntwo\ncut o');
    const file = lineFile(path);
    expect(await file.read()).toEqual(['one', 'two']);
    await file.append('three');
    await file.append('four');
    expect(written).toEqual([]);
    await file.close();
    expect(written).toEqual([{ path, text: 'one\ntwo\nthree\nfour\n' }]);
  });

  it('keeps what others add to it meanwhile', async () => {
    const path = join(folder, 'shared.jsonl');
    const [mine, other] = [lineFile(path), lineFile(path)];
    await mine.append('mine');
    await other.append('other');
    await Promise.all([mine.close(), other.close()]);
    writeFileSync(path, `${readFileSync(path, 'utf8')}elsewhere\n`);
    await mine.append('mine again');
    await mine.close();
    expect(readFileSync(path, 'utf8')).toBe('mine\nother\nelsewhere\nmine again\n');
  });

  it('is not touched where nothing was added', async () => {
    const file = lineFile(join(folder, 'none.jsonl'));
    expect(await file.read()).toEqual([]);
    await file.close();
    expect(written).toEqual([]);
  });

  it('says that it cannot be written, to who adds the next line or closes it', async () => {
    writeText.mockRejectedValueOnce(new Error('read-only'));
    const file = lineFile(join(folder, 'b.jsonl'));
    await file.append('one');
    await expect(file.close()).rejects.toThrow('read-only');
    await expect(file.append('two')).rejects.toThrow('read-only');
  });
});

describe('lines with keys in a browser', () => {
  it('are found by them, the newest first', async () => {
    const path = join(folder, 'keys.jsonl');
    writeFileSync(path, 'aa {"n":1}\nbb {"n":2}\naa {"n":3}\n');
    const lines = keyedLines(path, 2);
    expect([await lines.has('aa'), await lines.has('cc')]).toEqual([true, false]);
    expect([await lines.read('aa'), await lines.read('cc')]).toEqual(['{"n":3}', null]);
    await lines.append('cc', '{"n":4}');
    expect(await lines.read('cc')).toBe('{"n":4}');
    writeFileSync(path, `${readFileSync(path, 'utf8')}dd {"n":5}\n`);
    expect(await lines.has('dd')).toBe(false);
    await lines.catchUp();
    expect([await lines.has('dd'), await lines.has('cc')]).toEqual([true, true]);
    await lines.close();
    expect(written.at(-1)?.text).toBe(
      'aa {"n":1}\nbb {"n":2}\naa {"n":3}\ndd {"n":5}\ncc {"n":4}\n',
    );
  });
});
