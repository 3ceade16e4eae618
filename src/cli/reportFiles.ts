/** Writes reports to files. */

import { join } from 'node:path';
import { renderHtml } from '../core/report/html.js';
import { renderJunit } from '../core/report/junit.js';
import { fittedMarkdown, MAX_CELLS, markdownSections } from '../core/report/markdown.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import type { ShardFile } from '../core/run/shards/shardFile.js';
import { viewOf } from '../core/report/view.js';
import { english } from '../core/say/say.js';
import type { StudyView } from '../core/words/studyView.js';
import { isFolder } from '../node/workspace.js';
import { writeText } from '../node/writeFile.js';
import { worded } from '../core/say/worded.js';
import type { Terminal } from './output.js';

export interface ReportFiles {
  readonly json?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly junit?: string;
}

export interface TestedPrompt {
  readonly report: Report;
  /** What other studies found of the prompt. */
  readonly studies: readonly StudyView[];
}

/** Throws `UserError` when a file cannot be written; the reports before it are written. */
export async function writeReports(
  tested: readonly TestedPrompt[],
  files: ReportFiles,
  { several, say }: { several: boolean; say: Terminal['say'] },
): Promise<void> {
  if (tested.length === 0) return;
  const reports = tested.map(({ report }) => report);
  if (files.json !== undefined) {
    const value = several || reports.length > 1 ? reports : reports[0];
    await writeOut(files.json, `${JSON.stringify(value, null, 2)}\n`, say);
  }
  const viewed = (report: Report) => viewOf(report, english, MAX_CELLS);
  if (files.markdown !== undefined) {
    const sections = tested.flatMap((each) => markdownSections(viewed(each.report), each.studies));
    await writeOut(files.markdown, fittedMarkdown(sections), say);
  }
  if (files.junit !== undefined) await writeOut(files.junit, renderJunit(reports.map(viewed)), say);
  if (files.html === undefined) return;
  const names = await htmlNames(reports, files.html, several || reports.length > 1);
  for (const [index, { report, studies }] of tested.entries())
    await writeOut(names[index] as string, renderHtml(report, studies), say);
}

/** As a report's JSON: an array where there are several. Throws `UserError` when the file cannot be written. */
export async function writeShards(
  shards: readonly ShardFile[],
  { json }: Pick<ReportFiles, 'json'>,
  say: Terminal['say'],
): Promise<void> {
  const value = shards.length > 1 ? shards : shards[0];
  if (value !== undefined && json !== undefined)
    await writeOut(json, `${JSON.stringify(value)}\n`, say);
}

/**
 * The file name of each report's page: the given name for one; for several, in a folder of that name, or with it as a prefix if
 * it ends in `.html`.
 */
async function htmlNames(
  reports: readonly Report[],
  given: string,
  several: boolean,
): Promise<string[]> {
  const isPage = !(await isFolder(given));
  if (!several && isPage) return [given];
  const stem = isPage && /\.html?$/i.test(given) ? given.replace(/\.html?$/i, '-') : null;
  const taken = new Map<string, number>();
  return reports.map(({ prompt: { path } }) => {
    const name = path.replace(/[/\\]/g, '-');
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    // A prompt tested on several models has a report for each.
    const own = `${name}${count > 1 ? `-${count}` : ''}.html`;
    return stem === null ? join(given, own) : `${stem}${own}`;
  });
}

async function writeOut(path: string, text: string, say: Terminal['say']): Promise<void> {
  if (path === '-') {
    process.stdout.write(text);
    return;
  }
  await writeText(path, text);
  say(worded`Wrote ${path}`);
}
