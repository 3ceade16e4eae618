/** What git knows of a repository. Every call names its folder, and none changes anything. */

import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../core/errors.js';
import { shellWord } from '../core/text/shellWord.js';
import { exists } from './workspace.js';
import { worded } from '../core/say/worded.js';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, '-c', 'core.quotePath=false', ...args], {
    maxBuffer: MOST_OUTPUT,
    // A repository may belong to somebody else in a container; reading is safe.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  return stdout;
}

/** Why a commit cannot be compared with: no git, no repository, or no such commit here. Throws `UserError` in that case. */
async function commitOf(folder: string, ref: string): Promise<string> {
  if (ref.startsWith('-')) throw new UserError(worded`${ref} is no name of a commit.`);
  try {
    return (await git(folder, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`)).trim();
  } catch (error) {
    const { code } = error as { code?: string | number };
    if (code === 'ENOENT') throw new UserError(worded`git is not installed, or not on the PATH.`);
    if (code !== 1)
      throw new UserError(
        worded`${folder} is in no git repository, so there is no ${ref} to compare with.`,
      );
    const isShallow = (await git(folder, 'rev-parse', '--is-shallow-repository')).trim() === 'true';
    throw new UserError(
      isShallow
        ? worded`${ref} is not in the shallow clone ${folder}. Fetch its history first.`
        : worded`There is no commit ${ref} in ${folder}.`,
      isShallow
        ? {
            commandLine: worded`git -C ${shellWord(folder)} fetch --unshallow, or \`fetch-depth: 0\` for actions/checkout.`,
          }
        : {},
    );
  }
}

/**
 * Paths relative to `root`, with `/`, of what differs from where `ref` branched off: committed, staged, in the working tree,
 * and new, also inside of submodules. Throws `UserError` as said above.
 */
export async function changedSince(root: string, ref: string): Promise<ReadonlySet<string>> {
  const commit = await commitOf(root, ref);
  const base = await git(root, 'merge-base', commit, 'HEAD').then(
    (text) => text.trim(),
    () => commit,
  );
  const top = (await git(root, 'rev-parse', '--show-toplevel')).trim();
  const names = await changedNames(top, base);
  return new Set(names.map((name) => relative(root, join(top, name)).replace(/\\/g, '/')));
}

/** Paths relative to the top of a repository. */
async function changedNames(top: string, base: string): Promise<string[]> {
  const [diff, fresh] = [
    await git(
      ...[
        top,
        'diff',
        '--raw',
        '--no-abbrev',
        '--no-renames',
        '--ignore-submodules=none',
        '-z',
        base,
      ],
    ),
    await git(top, 'ls-files', '--others', '--exclude-standard', '-z'),
  ];
  const changed: string[] = [];
  for (const [, mode, before, name] of diff.matchAll(RAW_ENTRY))
    if (mode !== SUBMODULE) changed.push(name ?? '');
    else
      for (const inner of await changedInside(join(top, name ?? ''), before ?? ''))
        changed.push(`${name}/${inner}`);
  return [...changed, ...namesOf(fresh)];
}

/** `:MODE MODE SHA SHA STATUS NUL PATH NUL`: the mode after, the object before, the path. */
const RAW_ENTRY = /:\d+ (\d+) ([0-9a-f]+) [0-9a-f]+ \w+\0([^\0]+)\0/g;
const SUBMODULE = '160000';

/** Of a submodule, since the commit that the outer repository named; everything where it named none. */
async function changedInside(submodule: string, before: string): Promise<string[]> {
  // Its files are not here.
  if (!(await exists(join(submodule, '.git')))) return [];
  const isNew = /^0+$/.test(before);
  if (isNew) return namesOf(await git(submodule, 'ls-files', '--recurse-submodules', '-z'));
  return changedNames(submodule, await commitOf(submodule, before));
}

/** Folders of submodules that are not checked out, relative to `root`, with `/`; none where there is no git. */
export async function missingSubmodules(root: string): Promise<readonly string[]> {
  const status = await git(root, 'submodule', 'status', '--recursive').catch(() => '');
  return status.split('\n').flatMap((line) => /^-[0-9a-f]+ (.+)$/.exec(line)?.[1] ?? []);
}

const namesOf = (text: string): string[] => text.split('\0').filter((name) => name !== '');

/**
 * The texts of files in a commit, by path; null for what was not there. `ref`: one that `changedSince` took. One process, however
 * many files there are.
 */
export async function textsAt(
  root: string,
  ref: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const texts = await blobs(
    root,
    paths.map((path) => `${ref}:./${path}`),
  );
  return new Map(paths.map((path, at) => [path, texts[at] ?? null]));
}

/** Of each name such as `COMMIT:./PATH`, or a hash; null for what is not there. */
export async function blobs(root: string, names: readonly string[]): Promise<(string | null)[]> {
  if (names.length === 0) return [];
  const running = run('git', ['-C', root, 'cat-file', '--batch'], {
    ...{ encoding: 'buffer' as const, maxBuffer: Number.POSITIVE_INFINITY },
  });
  running.child.stdin?.end(`${names.join('\n')}\n`);
  const { stdout } = await running;
  let at = 0;
  return names.map(() => {
    const end = stdout.indexOf(NEWLINE, at);
    const size = Number(/ blob (\d+)$/.exec(stdout.toString('utf8', at, end))?.[1] ?? Number.NaN);
    at = end + 1;
    if (Number.isNaN(size)) return null;
    const text = stdout.toString('utf8', at, at + size);
    at += size + 1;
    return text;
  });
}

const NEWLINE = 10;
