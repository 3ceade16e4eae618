import { changedSince } from '../../node/git.js';
import type { Gathered } from './candidates.js';

/** What differs from where a commit or branch began, by root. */
export type ChangedFiles = ReadonlyMap<string, ReadonlySet<string>>;

export async function changedFiles(roots: Iterable<string>, ref: string): Promise<ChangedFiles> {
  const changed = new Map<string, ReadonlySet<string>>();
  for (const root of new Set(roots)) changed.set(root, await changedSince(root, ref));
  return changed;
}

/** Those of which git says that they, or a file they depend on, differ. */
export const onlyChanged = (gathered: readonly Gathered[], changed: ChangedFiles): Gathered[] =>
  gathered.filter(({ root, files }) => {
    const own = changed.get(root);
    return [...files].some((file) => own?.has(file));
  });
