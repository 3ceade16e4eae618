import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { UserError } from '../core/errors.js';
import type { KeptStudy, Report } from '../core/index.js';
import { engine } from './engine.js';

/** Writes the report where the user says: as JSON that opens again in the panel, as one HTML page, or as Markdown. */
export async function exportReport(
  report: Report | null,
  beside: Uri | null,
  studies: ReadonlyMap<string, KeptStudy> = new Map(),
): Promise<void> {
  if (!report) throw new UserError(l10n.t('There are no results to export yet.'));
  const name = `${report.prompt.path.split('/').at(-1) ?? 'prompt'}.plumbline.json`;
  const folder = beside ? Uri.joinPath(beside, '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: l10n.t('Export report'),
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
    filters: { [l10n.t('Report')]: ['plumbline.json', 'json'], HTML: ['html'], Markdown: ['md'] },
  });
  if (!target) return;
  try {
    await workspace.fs.writeFile(
      target,
      new TextEncoder().encode(await textFor(target, report, studies)),
    );
  } catch (error) {
    throw new UserError(l10n.t('The report could not be written: {0}', (error as Error).message));
  }
  const open = l10n.t('Open');
  const answer = await window.showInformationMessage(
    l10n.t('Wrote {0}', workspace.asRelativePath(target)),
    open,
  );
  if (answer === open) await openExported(target);
}

/** As what it is: a page in the browser, a report in its own editor, Markdown as it reads. */
async function openExported(target: Uri): Promise<unknown> {
  if (/\.html?$/i.test(target.path)) return env.openExternal(target);
  if (/\.md$/i.test(target.path)) return commands.executeCommand('markdown.showPreview', target);
  return commands.executeCommand('plumbline.openReport', target);
}

async function textFor(
  { path }: Uri,
  report: Report,
  kept: ReadonlyMap<string, KeptStudy>,
): Promise<string> {
  const { renderHtml, fittedMarkdown, markdownSections, viewOf, viewsFor } = await engine();
  const studies = viewsFor(report, kept);
  if (/\.html?$/i.test(path)) return renderHtml(report, studies);
  if (/\.md$/i.test(path)) return fittedMarkdown(markdownSections(viewOf(report), studies));
  return `${JSON.stringify(report, null, 2)}\n`;
}
