/** The committed versions of files, as git knows them. */

import type { HistoryReach } from '../core/library/report/libraryReport.js';
import { blobs, git } from './git.js';

export async function historyReach(root: string): Promise<HistoryReach> {
  const shallow = await git(root, 'rev-parse', '--is-shallow-repository').catch(() => null);
  return shallow === null ? 'none' : shallow.trim() === 'true' ? 'shallow' : 'whole';
}

const hasCommits = (root: string): Promise<boolean> =>
  git(root, 'rev-parse', '--verify', '--quiet', 'HEAD').then(
    () => true,
    () => false,
  );

interface VersionsOptions<T> {
  /** Of each file. */
  readonly most: number;
  /** What is needed of a version; null where it is of no use. */
  readonly read: (text: string, commit: string) => T | null;
}

/**
 * The committed versions of each file below a folder, oldest first, also under the names it had there before; paths relative to
 * `root`, with `/`. A file that moved is known by its new name once that is staged. None where there is no git, no repository or
 * no commit; rejects where git cannot tell.
 */
export async function versionsBelow<T>(
  root: string,
  folder: string,
  { most, read }: VersionsOptions<T>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const moves = [
    root,
    'diff',
    '--cached',
    ...RAW,
    '--diff-filter=R',
    'HEAD',
    '--',
    folder,
  ] as const;
  const log = [root, 'log', ...RAW, '--diff-filter=ADMR', `--format=${COMMIT_MARK}%H`] as const;
  const [staged, committed] = await Promise.all([
    git(...moves).catch(() => ''),
    (await hasCommits(root)) ? git(...log, '--', folder) : '',
  ]);
  const wanted = [...versionsIn([...commitsIn(staged), ...commitsIn(committed)])].flatMap(
    ([path, own]) => own.slice(0, most).map((version) => ({ path, ...version })),
  );
  const versions = new Map<string, T[]>();
  for (let at = 0; at < wanted.length; at += READ_AT_ONCE) {
    const some = wanted.slice(at, at + READ_AT_ONCE);
    const texts = await blobs(
      root,
      some.map(({ blob }) => blob),
    );
    for (const [index, { path, commit }] of some.entries()) {
      const text = texts[index] ?? null;
      const version = text === null ? null : read(text, commit);
      if (version !== null) versions.set(path, [version, ...(versions.get(path) ?? [])]);
    }
  }
  return versions;
}

/** All versions of a large library do not fit in memory. */
const READ_AT_ONCE = 500;
const COMMIT_MARK = '\u0001';
/** Baselines of two prompts have different hashes and numbers throughout. */
const SAME_FILE = '90%';
const RAW = ['--relative', '--raw', '--no-abbrev', '-z', `--find-renames=${SAME_FILE}`] as const;

interface Change {
  readonly before: { readonly blob: string; readonly path: string };
  /** The path is the same where the file did not move. */
  readonly after: { readonly blob: string; readonly path: string };
  readonly isDeleted: boolean;
}

interface Commit {
  /** Null for what is staged. */
  readonly commit: string | null;
  readonly changes: Change[];
}

const ENTRY = /^\n?:\d+ \d+ (\w+) (\w+) ([ADMR])/;

function commitsIn(raw: string): Commit[] {
  const commits: Commit[] = [];
  let current: Commit = { commit: null, changes: [] };
  const parts = raw.split('\0').values();
  for (const part of parts) {
    const [, old = '', now = '', status] = ENTRY.exec(part) ?? [];
    if (part.startsWith(COMMIT_MARK)) current = { commit: part.slice(1), changes: [] };
    if (status === undefined) continue;
    const path = parts.next().value ?? '';
    const to = status === 'R' ? (parts.next().value ?? '') : path;
    current.changes.push({
      ...{ before: { blob: old, path }, after: { blob: now, path: to } },
      isDeleted: status === 'D',
    });
    if (commits.at(-1) !== current) commits.push(current);
  }
  return commits;
}

/** Of each file by its newest path, the newest first; a text that a commit only moved counts for the commit that wrote it. */
function versionsIn(commits: readonly Commit[]) {
  const versions = new Map<string, { readonly commit: string; readonly blob: string }[]>();
  /** The newest path of the file that was at a path; null where that file is gone. */
  const newest = new Map<string, string | null>();
  for (const { commit, changes } of commits) {
    const sourceOf = sourcesIn(changes);
    const moves = changes.flatMap((change) => {
      const { after } = change;
      const known = newest.get(after.path);
      const path = known === undefined ? after.path : known;
      if (change.isDeleted || path === null) return [];
      const own = versions.get(path) ?? [];
      if (own.at(-1)?.blob === after.blob) own.pop();
      if (commit !== null) versions.set(path, [...own, { commit, blob: after.blob }]);
      const from = sourceOf(change);
      return from === after.path ? [] : [{ from, to: after.path, path }];
    });
    for (const { to } of moves) newest.set(to, null);
    for (const { from, path } of moves) newest.set(from, path);
  }
  return versions;
}

/** Where a file was before a commit. Git alone does not see that files swapped their names, or that each took the next one's. */
function sourcesIn(changes: readonly Change[]): (change: Change) => string {
  const left = changes.filter(({ before, after }) => before.blob !== after.blob);
  const origins = new Map(left.map((change) => [change.before.blob, change]));
  return ({ before, after }) => {
    const origin = origins.get(after.blob);
    // Otherwise it is a copy, and the history stays with what was copied.
    const isGone = origin && (origin.isDeleted || origins.has(origin.after.blob));
    return before.path === after.path && isGone ? origin.before.path : before.path;
  };
}
