import { join } from 'node:path';
import { isUserError } from '../core/errors.js';
import { readBaseline, type LibraryEntry } from '../core/library/library.js';
import type { ReportedEntry } from '../core/library/report/libraryReport.js';
import { pointOf, type TrendPoint } from '../core/library/report/trend.js';
import type { Baseline } from '../core/studies/baseline/baseline.js';
import { historyReach, versionsBelow } from './gitHistory.js';
import {
  baselineFile,
  readFrozen,
  readText,
  workspacesByFolder,
  type Workspace,
} from './workspace.js';

/** Commits of a baseline that a trend goes back. Some may hold no new measurement. */
const MOST_VERSIONS = 24;

/** A library's prompts with their baselines and the history of these in git. `root`: what their paths begin at. */
export async function reportedEntries(
  entries: readonly LibraryEntry[],
  root: string,
): Promise<ReportedEntry[]> {
  const histories = new Map<string, ReturnType<typeof historyOf>>();
  const find = workspacesByFolder();
  const reported: ReportedEntry[] = [];
  for (const entry of entries) {
    const file = join(root, entry.path);
    // A prompt's baseline is kept at the root it is run in, which may lie below the library's.
    const workspace = await find(file);
    const prompt = workspace.pathOf(file);
    const found = await keptOf(workspace, prompt);
    if (found === null) {
      reported.push({ entry, baseline: null, versions: [] });
      continue;
    }
    const history = histories.get(workspace.root) ?? historyOf(workspace.root);
    histories.set(workspace.root, history);
    const { reach, versions } = await history;
    reported.push({
      ...{ entry, reach, ...found },
      versions: versions.get(workspace.pathOf(baselineFile(workspace, prompt))) ?? [],
    });
  }
  return reported;
}

async function historyOf(root: string) {
  const how = { most: MOST_VERSIONS, read: readVersion };
  // A history that git cannot tell is none, and is said to be.
  const versions = await versionsBelow(root, '.plumbline/baselines', how).catch(() => null);
  return versions
    ? { reach: await historyReach(root), versions }
    : { reach: 'none' as const, versions: new Map<string, never>() };
}

/** Null where there is none. */
async function keptOf(workspace: Workspace, prompt: string): Promise<Kept | null> {
  const file = baselineFile(workspace, prompt);
  let baseline: Baseline | null = null;
  try {
    const text = await readText(file);
    if (text === null) return null;
    baseline = readBaseline(text, workspace.pathOf(file));
    await readFrozen(workspace, prompt);
    return { baseline };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { baseline, damage: error.message.replaceAll(join(workspace.root, '/'), '') };
  }
}

type Kept = Pick<ReportedEntry, 'baseline' | 'damage'>;

/** A version that was damaged, or of a Plumbline to come, is left out of the trend. */
function readVersion(text: string, commit: string): TrendPoint | null {
  try {
    return pointOf({ commit, baseline: readBaseline(text, commit) });
  } catch (error) {
    if (!isUserError(error)) throw error;
    return null;
  }
}
