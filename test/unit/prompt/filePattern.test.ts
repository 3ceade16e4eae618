import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedFiles } from '../../../src/core/prompt/filePattern.js';
import { readPrompt } from '../../../src/core/prompt/formats/formats.js';
import { Reading, TOP } from '../../../src/core/prompt/reading.js';
import { NOTHING_AROUND } from '../../../src/core/ports/surroundings.js';
import { surroundingsOf } from '../../../src/node/surroundings.js';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  p: ['t/', 'a.yaml', 'b.csv', 'c.yml', 'node_modules/', '.git/'],
  'p/t': ['x/', 'd.yaml', 'e.txt'],
  'p/t/x': ['f.yaml'],
  'p/node_modules': ['g.yaml'],
  'p/.git': ['h.yaml'],
};
const matching = (pattern: string, canList = true) => {
  const names = (folder: string) => FOLDERS[folder] ?? null;
  const around = { ...NOTHING_AROUND, ...(canList ? { names } : {}) };
  const reading = new Reading('p/promptfooconfig.yaml', '', around);
  return {
    found: namedFiles(reading, pattern, TOP),
    said: reading.problems.map((each) => each.message),
  };
};

describe('a pattern of file names', () => {
  it.each<[string, string[]]>([
    ['a.yaml', ['a.yaml']],
    ['*.yaml', ['a.yaml']],
    ['./*.{yaml,yml}', ['a.yaml', 'c.yml']],
    ['t/?.yaml', ['t/d.yaml']],
    ['*/d.yaml', ['t/d.yaml']],
    ['**/*.yaml', ['a.yaml', 't/d.yaml', 't/x/f.yaml']],
    ['t/**/f.yaml', ['t/x/f.yaml']],
    ['t\\*.yaml', ['t/d.yaml']],
  ])('%s finds %j', (pattern, files) => {
    expect(matching(pattern)).toEqual({ found: files, said: [] });
  });

  it('is reported where it finds nothing, and where folders cannot be listed', () => {
    expect(matching('*.json').said).toEqual(['No file matches *.json.']);
    expect(matching('../*.yaml').said).toEqual([expect.stringContaining('Name each file')]);
    expect(matching('*.yaml', false).said).toEqual([expect.stringContaining('Name each file')]);
  });

  it('of tests and prompts is read from the disk', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-'));
    mkdirSync(join(root, 'tests', 'more'), { recursive: true });
    writeFileSync(join(root, 'tests', 'b.yaml'), '- vars: { q: two }\n');
    writeFileSync(join(root, 'tests', 'a.yaml'), '- vars: { q: one }\n');
    writeFileSync(join(root, 'tests', 'more', 'c.csv'), 'q\nthree\n');
    writeFileSync(join(root, 'ask.txt'), 'Ask {{q}}');
    const text =
      'prompts: ["file://*.txt"]\nproviders: [x]\ntests: ["file://tests/**/*.{yaml,csv}"]\n';
    const { prompt, problems } = await readPrompt(
      { path: 'promptfooconfig.yaml', text },
      surroundingsOf(root),
    );
    expect(problems).toEqual([]);
    expect(prompt?.messages[0]?.content).toBe('Ask {{q}}');
    expect(prompt?.cases.map(({ inputs }) => inputs['q'])).toEqual(['one', 'two', 'three']);
  });
});
