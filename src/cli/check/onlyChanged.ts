import { changedSince } from '../../node/git.js';
import type { Gathered } from './candidates.js';

/** Those of which git says that they, or a file they depend on, differ from where `ref` branched off. */
export async function onlyChanged(gathered: readonly Gathered[], ref: string): Promise<Gathered[]> {
  const changed = new Map<string, ReadonlySet<string>>();
  for (const { root } of gathered)
    if (!changed.has(root)) changed.set(root, await changedSince(root, ref));
  return gathered.filter(({ root, files }) => {
    const own = changed.get(root);
    return [...files].some((file) => own?.has(file));
  });
}
