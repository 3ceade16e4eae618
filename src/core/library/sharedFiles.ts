/** Partials, pools of examples and files of cases, and the prompts that use them. */

import { baseName } from '../prompt/path.js';
import type { LibraryEntry } from './libraryEntry.js';

export interface UsedFile {
  /** Relative to the workspace root, with `/`. */
  readonly file: string;
  /** Paths of the prompts that use it, sorted. */
  readonly prompts: readonly string[];
}

type Using = Pick<LibraryEntry, 'path' | 'files'>;

/** By path, the file that goes by a prompt's own name aside. */
export function usedFiles(entries: readonly Using[]): UsedFile[] {
  const uses = entries.flatMap(({ path, files }) =>
    files.filter((file) => !file.startsWith(`${path}.`)).map((file) => ({ file, path })),
  );
  return [...Map.groupBy(uses, ({ file }) => file)]
    .map(([file, own]) => ({ file, prompts: own.map(({ path }) => path).toSorted() }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * Those a user means: the file with this path, else those with this name as a prompt refers to them: with or without folder and
 * ending, and without the `_` of a partial. Empty where no prompt uses one.
 */
export function usedFilesNamed(used: readonly UsedFile[], name: string): UsedFile[] {
  const exact = used.filter(({ file }) => file === name);
  if (exact.length > 0) return exact;
  const wanted = bare(name);
  return name.includes('/') ? [] : used.filter(({ file }) => bare(file) === wanted);
}

const bare = (path: string): string => baseName(path).replace(/^_/, '').replace(/\..*$/, '');
