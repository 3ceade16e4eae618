import { join } from 'node:path';
import { isUserError } from '../core/errors.js';
import { readBaseline, type LibraryEntry } from '../core/library/library.js';
import type { ReportedEntry } from '../core/library/report/libraryReport.js';
import type { BaselineVersion } from '../core/library/report/trend.js';
import { historyReach, versionsBelow, type FileVersion } from './git.js';
import { baselineFile, findWorkspace, readText } from './workspace.js';

/** Commits of a baseline that a trend goes back. Some may hold no new measurement. */
const MOST_VERSIONS = 24;

/** A library's prompts with their baselines and the history of these in git. `root`: what their paths begin at. */
export async function reportedEntries(
  entries: readonly LibraryEntry[],
  root: string,
): Promise<ReportedEntry[]> {
  const histories = new Map<string, ReturnType<typeof historyOf>>();
  const reported: ReportedEntry[] = [];
  for (const entry of entries) {
    const file = join(root, entry.path);
    // A prompt's baseline is kept at the root it is run in, which may lie below the library's.
    const workspace = await findWorkspace(file);
    const kept = baselineFile(workspace, workspace.pathOf(file));
    const path = workspace.pathOf(kept);
    const found = await keptAt(kept, path);
    if (found === null) {
      reported.push({ entry, baseline: null, versions: [] });
      continue;
    }
    const history = histories.get(workspace.root) ?? historyOf(workspace.root);
    histories.set(workspace.root, history);
    const { reach, versions } = await history;
    reported.push({
      ...{ entry, reach, ...found },
      versions: (versions.get(path) ?? []).flatMap(readVersion),
    });
  }
  return reported;
}

const historyOf = async (root: string) => ({
  reach: await historyReach(root),
  versions: await versionsBelow(root, '.plumbline/baselines', { most: MOST_VERSIONS }),
});

/** Null where there is none. */
async function keptAt(file: string, path: string): Promise<Kept | null> {
  try {
    const text = await readText(file);
    return text === null ? null : { baseline: readBaseline(text, path) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { baseline: null, damage: error.message };
  }
}

type Kept = Pick<ReportedEntry, 'baseline' | 'damage'>;

/** A version that was damaged, or of a Plumbline to come, is left out of the trend. */
function readVersion({ commit, text }: FileVersion): BaselineVersion[] {
  try {
    return [{ commit, baseline: readBaseline(text, commit) }];
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [];
  }
}
