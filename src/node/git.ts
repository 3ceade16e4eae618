/** What git knows of a repository. Every call names its folder, and none changes anything. */

import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../core/errors.js';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, '-c', 'core.quotePath=false', ...args], {
    maxBuffer: MOST_OUTPUT,
    // A repository may belong to somebody else in a container; reading is safe.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  return stdout;
}

/** Why a commit cannot be compared with: no git, no repository, or no such commit here. Throws `UserError` in that case. */
async function commitOf(folder: string, ref: string): Promise<string> {
  if (ref.startsWith('-')) throw new UserError(`${ref} is no name of a commit.`);
  try {
    return (await git(folder, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`)).trim();
  } catch (error) {
    const { code } = error as { code?: string | number };
    if (code === 'ENOENT') throw new UserError('git is not installed, or not on the PATH.');
    if (code !== 1)
      throw new UserError(
        `${folder} is in no git repository, so there is no ${ref} to compare with.`,
      );
    const isShallow = (await git(folder, 'rev-parse', '--is-shallow-repository')).trim() === 'true';
    throw new UserError(
      isShallow
        ? `${ref} is not in this shallow clone. Fetch its history first.`
        : `There is no commit ${ref} in this repository.`,
      isShallow
        ? { commandLine: 'git fetch --unshallow, or `fetch-depth: 0` for actions/checkout.' }
        : {},
    );
  }
}

/**
 * Paths relative to `root`, with `/`, of what differs from where `ref` branched off: committed, staged, in the working tree,
 * and new. Throws `UserError` as said above.
 */
export async function changedSince(root: string, ref: string): Promise<ReadonlySet<string>> {
  const commit = await commitOf(root, ref);
  const base = await git(root, 'merge-base', commit, 'HEAD').then(
    (text) => text.trim(),
    () => commit,
  );
  const top = (await git(root, 'rev-parse', '--show-toplevel')).trim();
  const [tracked, fresh] = [
    await git(top, 'diff', '--name-only', '--no-renames', '-z', base),
    await git(top, 'ls-files', '--others', '--exclude-standard', '-z'),
  ];
  const names = [...tracked.split('\0'), ...fresh.split('\0')].filter((name) => name !== '');
  return new Set(names.map((name) => relative(root, join(top, name)).replace(/\\/g, '/')));
}

/** The text of a file in a commit; null where it was not there. Throws `UserError` where there is no such commit. */
export async function textAt(root: string, ref: string, path: string): Promise<string | null> {
  const commit = await commitOf(root, ref);
  try {
    return await git(root, 'show', `${commit}:./${path}`);
  } catch {
    return null;
  }
}
