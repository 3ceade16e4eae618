/** Kept runs of a prompt beside each other, in the editor's own Markdown preview. */

import { commands, l10n, Uri, ViewColumn, window, workspace, type Disposable } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Report, RunSummary } from '../core/index.js';
import { ago } from './ago.js';
import { engine } from './engine.js';
import { Dismissed } from './models.js';
import type { Platform } from './platform.js';
import type { Session } from './session.js';
import { say } from './say.js';

const SCHEME = 'plumbline-comparison';

interface Tools {
  readonly session: Session;
  readonly platform: Platform;
}

/** The documents name the prompt and its runs in their address, so that they can be made again after a reload. */
export function comparisonDocuments(tools: Tools): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query }) {
      const [prompt, runs] = JSON.parse(query) as [string, string[]];
      const reports = await reportsOf(Uri.parse(prompt), runs, tools);
      const { compareReports, comparisonMarkdown, sideBySideMarkdown, DEFAULT_MARGIN } =
        await engine();
      const [a, b] = reports;
      return reports.length === 2 && a && b
        ? comparisonMarkdown(compareReports(a, b, { margin: DEFAULT_MARGIN, seed: 1, say }), say)
        : sideBySideMarkdown(reports, say);
    },
  });
}

/** `given`: names of kept reports, oldest first; without them they are asked for. */
export async function compareRuns(uri: Uri, { session }: Tools, given?: unknown): Promise<void> {
  const { history } = await session.open(uri);
  const kept = history.filter(({ report }) => report !== undefined);
  if (kept.length < 2)
    throw new UserError(l10n.t('A comparison needs two runs. Test the prompt again first.'));
  const wanted = Array.isArray(given) ? (given as string[]) : await pickRuns(kept);
  const chosen = kept.flatMap(({ report }) =>
    report !== undefined && wanted.includes(report) ? [report] : [],
  );
  if (chosen.length < 2) throw new UserError(l10n.t('Select at least two runs.'));
  const name = uri.path.split('/').at(-1) ?? '';
  const document = Uri.from({
    scheme: SCHEME,
    path: `/${l10n.t('Runs of {0}', name)}.md`,
    query: JSON.stringify([uri.toString(), chosen]),
  });
  await showBeside(uri, document);
}

/** The preview opens beside the editor that is active, so that is the prompt's. Locked: it must not turn to another Markdown file. */
export async function showBeside(prompt: Uri, document: Uri): Promise<void> {
  const shown = window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === prompt.toString(),
  );
  await window.showTextDocument(await workspace.openTextDocument(prompt), {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    preview: false,
  });
  await commands.executeCommand('markdown.showLockedPreviewToSide', document);
}

async function pickRuns(kept: readonly RunSummary[]): Promise<string[]> {
  const { summaryLine } = await engine();
  const items = kept.toReversed().map((run) => ({
    label: run.model,
    description: ago(run.startedAt),
    detail: summaryLine(run, say),
    report: run.report ?? '',
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Two runs are compared statistically; more are shown side by side'),
    canPickMany: true,
    matchOnDetail: true,
  });
  if (!picked) throw new Dismissed();
  return picked.map(({ report }) => report);
}

async function reportsOf(
  uri: Uri,
  names: readonly string[],
  { session, platform }: Tools,
): Promise<Report[]> {
  const { history, place } = await session.open(uri);
  const { readReport } = await engine();
  if (!place) throw new UserError(l10n.t('This prompt is not on this machine.'));
  const runs = history.filter(({ report }) => report !== undefined && names.includes(report));
  const store = await platform.store(place, () => undefined);
  const texts = await Promise.all(
    runs.map(async (run) => ({ run, text: await store.readReport(run) })),
  );
  return texts.flatMap(({ run, text }) =>
    text === null ? [] : [readReport(text, run.report ?? '')],
  );
}
