import { join } from 'node:path';
import { isUserError } from '../core/errors.js';
import { readBaseline, type LibraryEntry } from '../core/library/library.js';
import type { ReportedEntry } from '../core/library/report/libraryReport.js';
import type { BaselineVersion } from '../core/library/report/trend.js';
import { baselineFor } from './baselines.js';
import { versionsBelow, type FileVersion } from './git.js';
import { baselineFile, findWorkspace } from './workspace.js';

/** Versions of a baseline that a trend goes back. */
const MOST_VERSIONS = 12;

/** A library's prompts with their baselines and the history of these in git. `root`: what their paths begin at. */
export async function reportedEntries(
  entries: readonly LibraryEntry[],
  root: string,
): Promise<ReportedEntry[]> {
  const histories = new Map<string, ReturnType<typeof versionsBelow>>();
  const reported: ReportedEntry[] = [];
  for (const entry of entries) {
    if (entry.baseline === null) reported.push({ entry, baseline: null, versions: [] });
    else reported.push(await withBaseline(entry, join(root, entry.path), histories));
  }
  return reported;
}

/** A prompt's baseline is kept at the root it is run in, which may lie below the library's. */
async function withBaseline(
  entry: LibraryEntry,
  file: string,
  histories: Map<string, ReturnType<typeof versionsBelow>>,
): Promise<ReportedEntry> {
  const workspace = await findWorkspace(file);
  const { root } = workspace;
  const history =
    histories.get(root) ?? versionsBelow(root, '.plumbline/baselines', { most: MOST_VERSIONS });
  histories.set(root, history);
  const path = workspace.pathOf(file);
  const kept = workspace.pathOf(baselineFile(workspace, path));
  const versions = ((await history).get(kept) ?? []).flatMap(readVersion);
  return { entry, baseline: await baselineFor(workspace, path), versions };
}

/** A version that was damaged, or of a Plumbline to come, is left out of the trend. */
function readVersion({ commit, text }: FileVersion): BaselineVersion[] {
  try {
    const baseline = readBaseline(text, commit);
    return [{ commit, baseline }];
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [];
  }
}
