/** Reports into files: one name for one report, a folder for several. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from '../core/report/html.js';
import { renderJunit } from '../core/report/junit.js';
import { renderMarkdown } from '../core/report/markdown.js';
import type { Report } from '../core/report/report.js';
import { viewOf } from '../core/report/view.js';
import { writeText } from '../node/workspace.js';

export interface ReportFiles {
  readonly json?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly junit?: string;
}

/** Throws `UserError` when a file cannot be written; the reports before it are written. */
export async function writeReports(
  reports: readonly Report[],
  files: ReportFiles,
  { several, say }: { several: boolean; say: (text: string) => void },
): Promise<void> {
  if (reports.length === 0) return;
  const views = reports.map(viewOf);
  if (files.json !== undefined) {
    const value = several || reports.length > 1 ? reports : reports[0];
    await writeOut(files.json, `${JSON.stringify(value, null, 2)}\n`, say);
  }
  if (files.markdown !== undefined)
    await writeOut(files.markdown, views.map(renderMarkdown).join('\n'), say);
  if (files.junit !== undefined) await writeOut(files.junit, renderJunit(views), say);
  if (files.html === undefined) return;
  for (const report of reports) {
    const target =
      several || reports.length > 1 || isFolder(files.html)
        ? join(files.html, htmlName(report.prompt.path))
        : files.html;
    await writeOut(target, renderHtml(report), say);
  }
}

async function writeOut(path: string, text: string, say: (text: string) => void): Promise<void> {
  if (path === '-') {
    process.stdout.write(text);
    return;
  }
  await writeText(path, text);
  say(`Wrote ${path}`);
}

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const htmlName = (path: string) => `${path.replace(/[/\\]/g, '-')}.html`;
