import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyReach, versionsBelow } from '../../../src/node/gitHistory.js';

function repository() {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-git-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args]);
  git('init', '-q', '-b', 'main');
  return {
    ...{ root, git },
    commit(files: Readonly<Record<string, string>> = {}) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, 'kept', name)), { recursive: true });
        writeFileSync(join(root, 'kept', name), text);
      }
      git('add', '-A');
      git('commit', '-qm', 'x');
    },
    async versions({ most = 9 } = {}) {
      const read = (text: string) => text.split('\n')[0] ?? null;
      const found = await versionsBelow(root, 'kept', { most, read });
      return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

const text = (version: string) =>
  `${version}\n${Array.from({ length: 40 }, (_, line) => `${version[0]}${line}`).join('\n')}\n`;

describe('the versions of files in git', () => {
  it('are the committed ones, oldest first, and at most so many', async () => {
    const { commit, versions } = repository();
    commit({ 'a "b"\té.json': text('a1') });
    commit({ 'a "b"\té.json': text('a2'), 'b.json': text('b1') });
    commit({ 'a "b"\té.json': text('a3') });
    const path = 'kept/a "b"\té.json';
    expect(await versions()).toEqual({ [path]: ['a1', 'a2', 'a3'], 'kept/b.json': ['b1'] });
    expect((await versions({ most: 2 }))[path]).toEqual(['a2', 'a3']);
  });

  it('are none in a repository without commits, and unknown where git cannot tell them', async () => {
    const { git, commit, versions } = repository();
    expect(await versions()).toEqual({});
    commit({ 'a.json': text('a1') });
    git('config', 'diff.orderFile', 'not-there');
    await expect(versions()).rejects.toThrow();
  });

  it('follow a file to its new name, also before that is committed, and back', async () => {
    const { git, commit, versions } = repository();
    commit({ 'a.json': text('a1') });
    git('mv', 'kept/a.json', 'kept/b.json');
    expect(await versions()).toEqual({ 'kept/b.json': ['a1'] });
    commit();
    commit({ 'b.json': text('a2') });
    expect(await versions()).toEqual({ 'kept/b.json': ['a1', 'a2'] });
    git('mv', 'kept/b.json', 'kept/a.json');
    commit();
    expect(await versions()).toEqual({ 'kept/a.json': ['a1', 'a2'] });
  });

  it('stay apart where files swap names, or each takes the next one’s', async () => {
    const { commit, versions, git } = repository();
    commit({ 'a.json': text('a1'), 'b.json': text('b1') });
    commit({ 'a.json': text('b1'), 'b.json': text('a1') });
    commit({ 'a.json': text('b2') });
    expect(await versions()).toEqual({ 'kept/a.json': ['b1', 'b2'], 'kept/b.json': ['a1'] });
    git('rm', '-q', 'kept/a.json');
    commit({ 'b.json': text('b2'), 'c.json': text('a1') });
    expect(await versions()).toEqual({ 'kept/b.json': ['b1', 'b2'], 'kept/c.json': ['a1'] });
  });

  it('stay with a file that was copied, and are not those of a deleted one with the same name', async () => {
    const { commit, versions, git } = repository();
    commit({ 'a.json': text('a1'), 'b.json': text('b1') });
    commit({ 'a.json': text('a2'), 'copy.json': text('a1') });
    expect(await versions()).toMatchObject({
      'kept/a.json': ['a1', 'a2'],
      'kept/copy.json': ['a1'],
    });
    git('rm', '-q', 'kept/b.json');
    commit();
    git('mv', 'kept/a.json', 'kept/b.json');
    commit();
    expect((await versions())['kept/b.json']).toEqual(['a1', 'a2']);
  });

  it('are none where there is no repository or no commit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-git-'));
    const options = { most: 9, read: (each: string) => each };
    expect(await historyReach(folder)).toBe('none');
    expect(await versionsBelow(folder, 'kept', options)).toEqual(new Map());
    const { root, versions } = repository();
    expect([await historyReach(root), await versions()]).toEqual(['whole', {}]);
  });
});
