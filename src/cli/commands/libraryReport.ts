/** `plumbline library report`: every prompt's state and numbers, how they developed, and what they have in common. */

import { libraryReport, type ReportedEntry } from '../../core/library/report/libraryReport.js';
import {
  alertsMarkdown,
  libraryMarkdown,
  libraryPage,
} from '../../core/library/report/renderLibraryReport.js';
import { REACHES } from '../../core/library/report/libraryReportText.js';
import { isBelow } from '../../core/prompt/path.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { reportedEntries } from '../../node/reportedEntries.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT, worstExit } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';

interface LibraryReportOptions {
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: string | true;
  readonly alerts?: string;
}

export async function reportLibrary(
  folder: string,
  { html, markdown, json, alerts }: LibraryReportOptions,
): Promise<number> {
  const terminal = openTerminal();
  const entries = await entriesIn(folder, terminal);
  const report = libraryReport(entries);
  if (html) await writeText(html, libraryPage(report));
  if (markdown) await writeText(markdown, libraryMarkdown(report));
  if (alerts) await writeText(alerts, alertsMarkdown(report));
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (typeof json === 'string') await writeText(json, text);
  else if (json) terminal.out(text.trimEnd());
  else if (!html && !markdown && !alerts) terminal.out(libraryMarkdown(report).trimEnd());
  if (!alerts) return EXIT.ok;
  if (report.reach !== 'whole') terminal.say(REACHES[report.reach]);
  return worstExit([
    ...(report.alerts.some(({ isCurrent }) => isCurrent) ? [EXIT.gateFailed] : []),
    ...(report.reach === 'whole' ? [] : [EXIT.badInput]),
  ]);
}

async function entriesIn(folder: string, { say }: Terminal): Promise<ReportedEntry[]> {
  const workspace = await findWorkspaceOf(folder);
  const library = new PromptLibrary(workspace, { say });
  await library.scan();
  const below = workspace.pathOf(folder);
  const entries = library.entries().filter(({ path }) => isBelow(below, path));
  return reportedEntries(entries, workspace.root);
}
