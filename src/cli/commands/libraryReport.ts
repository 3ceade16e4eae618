/** `plumbline library report`: every prompt's state and numbers, how they developed, and what they have in common. */

import { join } from 'node:path';
import { isUserError } from '../../core/errors.js';
import { readBaseline, type Baseline, type LibraryEntry } from '../../core/library/library.js';
import {
  libraryReport,
  type BaselineVersion,
  type ReportedEntry,
} from '../../core/library/report/libraryReport.js';
import { libraryMarkdown, libraryPage } from '../../core/library/report/renderLibraryReport.js';
import { baselineFor } from '../../node/baselines.js';
import { versionsBelow, type FileVersion } from '../../node/git.js';
import { isBelow } from '../../core/prompt/path.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { baselineFile, findWorkspace, findWorkspaceOf, writeText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';

interface LibraryReportOptions {
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: string | true;
}

/** Versions of a baseline that a trend goes back. */
const MOST_VERSIONS = 12;

export async function reportLibrary(
  folder: string,
  { html, markdown, json }: LibraryReportOptions,
): Promise<number> {
  const terminal = openTerminal();
  const entries = await reportedEntries(folder, terminal);
  const report = libraryReport(entries);
  if (html) await writeText(html, libraryPage(report));
  if (markdown) await writeText(markdown, libraryMarkdown(report));
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (typeof json === 'string') await writeText(json, text);
  else if (json) terminal.out(text.trimEnd());
  else if (!html && !markdown) terminal.out(libraryMarkdown(report).trimEnd());
  return EXIT.ok;
}

async function reportedEntries(folder: string, { say }: Terminal): Promise<ReportedEntry[]> {
  const workspace = await findWorkspaceOf(folder);
  const library = new PromptLibrary(workspace, { say });
  await library.scan();
  const below = workspace.pathOf(folder);
  const entries = library.entries().filter(({ path }) => isBelow(below, path));
  const histories = new Map<string, ReturnType<typeof versionsBelow>>();
  const reported: ReportedEntry[] = [];
  for (const entry of entries) {
    if (entry.baseline === null) reported.push({ entry, baseline: null, versions: [] });
    else reported.push(await withBaseline(entry, join(workspace.root, entry.path), histories));
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
    const baseline: Baseline = readBaseline(text, commit);
    return [{ commit, baseline }];
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [];
  }
}
