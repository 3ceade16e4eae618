/** What git knows of a repository. Every call names its folder, and none changes anything. */

import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../core/errors.js';
import { shellWord } from '../core/text/shellWord.js';
import { exists } from './workspace.js';

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
        ? `${ref} is not in the shallow clone ${folder}. Fetch its history first.`
        : `There is no commit ${ref} in ${folder}.`,
      isShallow
        ? {
            commandLine: `git -C ${shellWord(folder)} fetch --unshallow, or \`fetch-depth: 0\` for actions/checkout.`,
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

/** A file as a commit left it. */
export interface FileVersion {
  readonly commit: string;
  readonly text: string;
}

/** How far back commits are known: all, those of a shallow clone, or none where there is no git or no repository. */
export type HistoryReach = 'whole' | 'shallow' | 'none';

export async function historyReach(root: string): Promise<HistoryReach> {
  const shallow = await git(root, 'rev-parse', '--is-shallow-repository').catch(() => null);
  return shallow === null ? 'none' : shallow.trim() === 'true' ? 'shallow' : 'whole';
}

/**
 * The committed versions of each file below a folder, also under the names it had there before, oldest first, at most `most` of
 * each; paths relative to `root`, with `/`. None where there is no git, no repository or no commit. Two processes, however many
 * files there are.
 */
export async function versionsBelow(
  root: string,
  folder: string,
  { most }: { most: number },
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const log = await git(
    ...[root, 'log', '--relative', `--find-renames=${SAME_FILE}`, '--diff-filter=AMR'],
    ...['--name-status', `--format=${COMMIT_MARK}%H`, '--', folder],
  ).catch(() => '');
  const wanted = [...namesInLog(log)].flatMap(([path, places]) =>
    places.slice(0, most).map((place) => ({ path, ...place })),
  );
  const texts = await blobs(
    root,
    wanted.map(({ commit, name }) => `${commit}:./${name}`),
  );
  const versions = wanted.flatMap(({ path, commit }, at) => {
    const text = texts[at] ?? null;
    return text === null ? [] : [{ path, commit, text }];
  });
  return new Map(
    [...Map.groupBy(versions, ({ path }) => path)].map(([path, own]) => [path, own.toReversed()]),
  );
}

const COMMIT_MARK = '\u0001';
/** Another prompt's baseline has other hashes and numbers throughout. */
const SAME_FILE = '90%';

/** Newest first: the commits that wrote a file, and its name at each, by its newest name. */
function namesInLog(log: string) {
  const places = new Map<string, { commit: string; name: string }[]>();
  const newest = new Map<string, string>();
  let commit = '';
  for (const line of log.split('\n')) {
    if (line.startsWith(COMMIT_MARK)) commit = line.slice(COMMIT_MARK.length);
    const [status = '', before, after] = line.split('\t');
    if (before === undefined) continue;
    const name = after ?? before;
    const path = newest.get(name) ?? name;
    places.set(path, [...(places.get(path) ?? []), { commit, name }]);
    // What had the name before was another file.
    if (/^[AR]/.test(status)) newest.delete(name);
    if (status.startsWith('R')) newest.set(before, path);
  }
  return places;
}

/** Of each name such as `COMMIT:./PATH`; null for what is not there. */
async function blobs(root: string, names: readonly string[]): Promise<(string | null)[]> {
  if (names.length === 0) return [];
  const running = run('git', ['-C', root, 'cat-file', '--batch'], {
    ...{ encoding: 'buffer' as const, maxBuffer: MOST_OUTPUT },
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
