import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgiving } from '../../../src/node/forgiving.js';
import { lineFile } from '../../../src/node/lineFile.js';

const newPath = () => join(mkdtempSync(join(tmpdir(), 'plumbline-')), 'deep', 'log.jsonl');

describe('a file of lines', () => {
  it('holds what was appended, in order, when appending has resolved', async () => {
    const path = newPath();
    const log = lineFile(path);
    const all = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    await Promise.all(all.map((line) => log.append(line)));
    expect(readFileSync(path, 'utf8')).toBe(`${all.join('\n')}\n`);
    await log.close();
    expect(await lineFile(path).read()).toEqual(all);
  });

  it('leaves out a line that was cut off, and keeps the next one whole', async () => {
    const path = newPath();
    const log = lineFile(path);
    await log.append('first');
    await log.close();
    appendFileSync(path, 'half a li');
    expect(await lineFile(path).read()).toEqual(['first']);
    const again = lineFile(path);
    await again.append('second');
    await again.close();
    expect(await lineFile(path).read()).toEqual(['first', 'half a li', 'second']);
  });

  it('opens anew with the next line where it could not be opened', async () => {
    const path = newPath();
    writeFileSync(dirname(path), 'a file in the place of the folder');
    const log = lineFile(path);
    const refused = await Promise.allSettled([log.append('first'), log.append('second')]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    rmSync(dirname(path));
    await log.append('third');
    await log.close();
    // What was refused was told to whoever appended it.
    expect(await lineFile(path).read()).toEqual(['third']);
  });

  it('is empty where there is none', async () => {
    expect(await lineFile(newPath()).read()).toEqual([]);
  });

  it('tells the first failure once when it forgives, and goes on', async () => {
    const failures: string[] = [];
    const log = forgiving(lineFile('/dev/null/impossible/log'), (error) =>
      failures.push(error.message),
    );
    await log.append('a');
    await log.append('b');
    await log.close();
    expect(failures).toHaveLength(1);
  });
});
