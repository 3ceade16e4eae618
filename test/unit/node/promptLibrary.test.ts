import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { GitIgnore } from '../../../src/node/gitIgnore.js';
import { moveKept } from '../../../src/node/movePrompt.js';
import { PromptLibrary } from '../../../src/node/promptLibrary.js';
import { findWorkspace } from '../../../src/node/workspace.js';

let root = '';
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const PROMPT = 'messages:\n  - role: user\n    content: Hi {{x}}\n';
const workspace = () => findWorkspace(join(root, 'plumbline.yml'));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-'));
  write('plumbline.yml', '');
});

describe('a library on disk', () => {
  it('finds prompts by name, but for what git ignores', async () => {
    write('.gitignore', 'out/\n*.tmp.prompty\n');
    write('a/.gitignore', 'private*\n!private-but-kept.prompt\n');
    for (const path of [
      'a/one.prompt.yml',
      'a/private.prompt',
      'a/private-but-kept.prompt',
      'out/two.prompt.yml',
      'b/x.tmp.prompty',
      'b/y.prompty',
      'node_modules/z.prompty',
      'notes.md',
    ])
      write(path, path.endsWith('.yml') ? PROMPT : 'Hi');
    const library = new PromptLibrary(await workspace());
    await library.scan();
    expect(library.entries().map(({ path }) => path)).toEqual([
      'a/one.prompt.yml',
      'a/private-but-kept.prompt',
      'b/y.prompty',
    ]);
    expect(await library.paths()).toEqual(library.entries().map(({ path }) => path));
    expect(await new GitIgnore(root).ignores('out/deep/file')).toBe(true);
  });

  it('says which file it cannot read, and lists the others', async () => {
    write('a.prompt.yml', PROMPT);
    mkdirSync(join(root, 'b.prompt.yml'));
    const said: string[] = [];
    const library = new PromptLibrary(await workspace(), { say: (text) => said.push(text) });
    await library.scan(['a.prompt.yml', 'b.prompt.yml']);
    expect(library.entries().map(({ path }) => path)).toEqual(['a.prompt.yml']);
    expect(said).toEqual([expect.stringContaining('b.prompt.yml is a folder')]);
  });

  it('takes plain texts and any messages in the configured folders only', async () => {
    write('plumbline.yml', 'library: { folders: [lib] }\n');
    for (const path of [
      'lib/plain.md',
      'lib/README.md',
      'lib/other.yml',
      'lib/chat.yml',
      'else/one.prompt.yml',
    ])
      write(path, path === 'lib/chat.yml' || path.startsWith('else') ? PROMPT : 'key: 1');
    const library = new PromptLibrary(await workspace());
    await library.scan();
    expect(library.entries().map(({ path }) => path)).toEqual(['lib/chat.yml', 'lib/plain.md']);
    expect(await library.paths()).toEqual(['lib/chat.yml', 'lib/plain.md']);
  });

  it('knows which files each prompt uses, also those that prompts of any folder share', async () => {
    write('.plumbline/shared/tickets.csv', 'x,expected\na,b\n');
    write('.plumbline/shared/_tone.prompt', 'Be brief.\n');
    write(
      'deep/er/a.prompt',
      '---\nsensitivity: { examples: shared:tickets.csv }\n---\n{{>tone}} {{x}}\n',
    );
    const library = new PromptLibrary(await workspace());
    await library.scan();
    const [entry] = library.entries();
    expect(entry).toMatchObject({
      errors: 0,
      files: ['.plumbline/shared/_tone.prompt', '.plumbline/shared/tickets.csv'],
    });
  });

  it('follows one file at a time, and keeps no file that is gone', async () => {
    write('a.prompt.yml', PROMPT);
    const library = new PromptLibrary(await workspace());
    await library.scan(['a.prompt.yml', 'not-there.prompt.yml']);
    expect(library.entries().map(({ path, variables }) => [path, variables])).toEqual([
      ['a.prompt.yml', ['x']],
    ]);
    write('a.prompt.yml', PROMPT.replace('{{x}}', '{{y}}'));
    await library.update('a.prompt.yml');
    expect(library.entries()[0]?.variables).toEqual(['y']);
    rmSync(join(root, 'a.prompt.yml'));
    await library.update('a.prompt.yml');
    expect(library.entries()).toEqual([]);
  });
});

describe('the last result of a prompt', () => {
  const ran = (model: string) =>
    `${JSON.stringify({
      ...{ version: 2, startedAt: '2026-01-01T00:00:00.000Z', model, recorded: false },
      ...{ fingerprint: '', casesFingerprint: null, code: 'fragile' },
      ...{ effect: { value: 0.3, ci: null }, accuracy: null, confidence: null, stopped: null },
    })}\n`;
  const modelsIn = async () => {
    const library = new PromptLibrary(await workspace());
    await library.scan();
    const listed = library.entries().map(({ path, lastResult }) => [path, lastResult?.model]);
    // One file at a time gives what reading all of them gives.
    for (const { path } of library.entries()) await library.update(path);
    expect(library.entries().map(({ path, lastResult }) => [path, lastResult?.model])).toEqual(
      listed,
    );
    return Object.fromEntries(listed) as Record<string, string | undefined>;
  };

  it('is found where its runs are written: beside it, where nothing marks a root', async () => {
    rmSync(join(root, 'plumbline.yml'));
    write('prompts/a.prompt.yml', PROMPT);
    write('prompts/.plumbline/runs/a.prompt.yml/history', ran('beside'));
    expect(await modelsIn()).toEqual({ 'prompts/a.prompt.yml': 'beside' });
  });

  it('is found in the folder whose own plumbline.yml it is run with', async () => {
    write('a.prompt.yml', PROMPT);
    write('.plumbline/runs/a.prompt.yml/history', ran('outer'));
    write('team/plumbline.yml', 'models: { x: { baseUrl: "http://x.y/v1", model: inner } }\n');
    write('team/b/b.prompt.yml', PROMPT);
    write('team/.plumbline/runs/b/b.prompt.yml/history', ran('inner'));
    expect(await modelsIn()).toEqual({ 'a.prompt.yml': 'outer', 'team/b/b.prompt.yml': 'inner' });
  });
});

describe('another name for a prompt', () => {
  it('takes along what is kept for it, and writes over nothing', async () => {
    write('.plumbline/variants/a.prompt.yml.yml', 'kept');
    write('.plumbline/cases/a.prompt.yml.yml', 'proposed');
    write('.plumbline/runs/a.prompt.yml/history', 'line');
    write('a.prompt.yml.sensitivity.yml', 'repeats: 1');
    await moveKept(join(root, 'a.prompt.yml'), join(root, 'b/c.prompt.yml'));
    expect(readFileSync(join(root, '.plumbline/variants/b/c.prompt.yml.yml'), 'utf8')).toBe('kept');
    expect(existsSync(join(root, '.plumbline/cases/b/c.prompt.yml.yml'))).toBe(true);
    expect(existsSync(join(root, '.plumbline/runs/b/c.prompt.yml/history'))).toBe(true);
    expect(existsSync(join(root, 'b/c.prompt.yml.sensitivity.yml'))).toBe(true);
    write('.plumbline/variants/d.yml.yml', 'other');
    const moving = moveKept(join(root, 'd.yml'), join(root, 'b/c.prompt.yml'));
    await expect(moving).rejects.toThrow('already exists');
  });

  it('takes it along to another root', async () => {
    rmSync(join(root, 'plumbline.yml'));
    write('a/.plumbline/runs/x.prompt.yml/history', 'line');
    write('b/x.prompt.yml', PROMPT);
    await moveKept(join(root, 'a/x.prompt.yml'), join(root, 'b/x.prompt.yml'));
    expect(existsSync(join(root, 'b/.plumbline/runs/x.prompt.yml/history'))).toBe(true);
  });
});
