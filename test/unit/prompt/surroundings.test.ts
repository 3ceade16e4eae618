import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOTHING_AROUND, withSurroundings } from '../../../src/core/ports/surroundings.js';
import { parsePrompt, readPrompt } from '../../../src/core/prompt/formats/formats.js';
import { pathIn } from '../../../src/core/prompt/path.js';
import { surroundingsOf } from '../../../src/node/surroundings.js';

const PROMPT = (value: string) => `---\ninputs: { q: "${value}" }\n---\nuser:\n{{q}}\n`;

describe('what a prompt refers to', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is read inside the workspace only, links included', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-'));
    mkdirSync(join(root, 'in'));
    writeFileSync(join(root, 'outside.txt'), 'secret');
    writeFileSync(join(root, 'in', 'here.txt'), 'open');
    symlinkSync(join(root, 'outside.txt'), join(root, 'in', 'link.txt'));
    const reader = surroundingsOf(join(root, 'in'));
    expect(await reader.file('here.txt')).toBe('open');
    expect(await reader.file('link.txt')).toBeNull();
    expect(await reader.file('../outside.txt')).toBeNull();
    const { problems } = await readPrompt(
      { path: 'a.prompty', text: PROMPT('${file:../outside.txt}') },
      reader,
    );
    expect(problems[0]?.message).toContain('outside the workspace');
  });

  it('is reported with the reason where it was not read', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-'));
    mkdirSync(join(root, 'in', 'folder'), { recursive: true });
    writeFileSync(join(root, 'outside'), 'secret');
    symlinkSync(join(root, 'outside'), join(root, 'in', 'link'));
    const reader = surroundingsOf(join(root, 'in'));
    const said = async (path: string, text: string) => {
      const { problems } = await readPrompt({ path, text }, reader);
      return problems.map(({ message }) => message).join('\n');
    };
    const image = (name: string) =>
      said('a.prompt.yml', `messages: [{ role: user, content: '{{media url="${name}"}}' }]\n`);
    const file = (name: string) => said('a.prompty', PROMPT(`\${file:${name}}`));
    for (const read of [image, file]) {
      expect(await read('link')).toContain(
        'link is a link that leads out of the workspace, so it is not read.',
      );
      expect(await read('folder')).toContain('folder is a folder, not a file.');
      expect(await read('gone')).toMatch(/not found: gone/);
      expect(await read('../outside')).toContain('../outside is outside the workspace');
      expect(await read(join(root, 'in', 'link'))).toContain(
        'has an absolute path, so it is not read. Write its path relative to the prompt’s folder.',
      );
    }
  });

  it('is decoded as it was written, and listed with its folders', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-'));
    mkdirSync(join(root, 'more'));
    writeFileSync(join(root, 'excel.csv'), Buffer.from('q;expected\r\nZoë;€\r\n', 'utf16le'));
    writeFileSync(join(root, 'old.csv'), Buffer.from([0x71, 0x0a, 0x5a, 0x6f, 0xeb]));
    symlinkSync(join(root, '..'), join(root, 'more', 'up'));
    const reader = surroundingsOf(root);
    expect(await reader.file('old.csv')).toBe('q\nZoë');
    expect(reader.encoding?.('old.csv')).toBe('Windows-1252');
    expect(await reader.names?.('')).toEqual(['excel.csv', 'more/', 'old.csv']);
    expect(await reader.names?.('more/up')).toBeNull();
    const text = '---\nsensitivity: { cases: excel.csv }\n---\nHi {{q}}\n';
    const { prompt, problems } = await readPrompt({ path: 'a.md', text }, reader);
    expect(prompt?.cases).toMatchObject([{ inputs: { q: 'Zoë' }, expected: '€' }]);
    expect(problems[0]?.message).toContain('excel.csv is read as UTF-16.');
  });

  it.each([
    ['prompts', 'x.csv', 'prompts/x.csv'],
    ['prompts/a', '../x.csv', 'prompts/x.csv'],
    ['', './b/x', 'b/x'],
    ['', '../x', null],
    ['a', '/etc/passwd', null],
    ['a', 'C:\\x', null],
    ['a', '..\\..\\x', null],
    ['a/b', 'shared:pools/x.csv', '.plumbline/shared/pools/x.csv'],
    ['a', 'shared:../baselines/x.json', null],
    ['a', 'shared:/etc/passwd', null],
  ])('%s and %s are %s', (folder, relative, path) => {
    expect(pathIn(folder, relative)).toBe(path);
  });

  it('comes from the environment where it is no secret and the workspace is trusted', () => {
    const around = { ...NOTHING_AROUND, environment: (name: string) => `value of ${name}` };
    const inputs = (value: string, how = around) =>
      parsePrompt('a.prompty', PROMPT(value), how).prompt?.cases[0]?.inputs;
    expect(inputs('${ENV:TEAM}')).toEqual({ q: 'value of TEAM' });
    expect(inputs('${env:OPENAI_API_KEY}')).toBeUndefined();
    expect(inputs('${env:TEAM}', { ...around, trusted: false })).toBeUndefined();
    expect(inputs('${env:TEAM:us}', { ...around, environment: () => null as never })).toEqual({
      q: 'us',
    });
  });

  it('is asked for until nothing new is wanted, and circles end', async () => {
    const reader = { trusted: true, environment: () => null, file: async (path: string) => path };
    const read = await withSurroundings(reader, ({ file }) => file(file('a') ?? 'none'));
    expect(read).toBe('a');
    let calls = 0;
    await withSurroundings(reader, ({ file }) => file(String(calls++)));
    expect(calls).toBeLessThan(20);
  });
});
