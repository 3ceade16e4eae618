/** Tests the prompts of a folder, or those that changed, as one batch with one progress. */

import { l10n, ProgressLocation, Uri, window, type LogOutputChannel } from 'vscode';
import { isUserError, UserError } from '../../core/errors.js';
import { engine } from '../engine.js';
import type { ListedPrompt, PromptLibraries } from '../library/promptLibraries.js';
import { pathEnds } from '../library/pathEnds.js';
import { Dismissed, type Models } from '../models.js';
import { isAtOrUnder } from '../promptFiles.js';
import type { Platform } from '../platform.js';
import type { Session } from '../session.js';
import { readSettings } from '../settings.js';
import { askBatch } from './askBatch.js';
import { runBatch, type BatchEnd, type BatchTotal, type Budget } from './runBatch.js';
import type { TestRequest } from '../testRequest.js';
import { takesOf } from './takes.js';
import { uriOf } from '../fileUri.js';
import { say } from '../say.js';

export interface SeveralTools {
  readonly session: Session;
  readonly libraries: PromptLibraries;
  readonly panels: { show(uri: Uri): void };
  readonly models: Models;
  readonly platform: Platform;
  readonly log: LogOutputChannel;
  readonly agree?: (total: BatchTotal) => Promise<Budget | null>;
  /** What is asked of the test of each beside its share of the budget. */
  readonly requestOf?: (uri: Uri) => Promise<Pick<TestRequest, 'overrides'>>;
  /** Told of each that has a new result. */
  readonly onDone?: (uri: Uri) => void;
}

/** Of a folder, of a group of the library, else of a folder that is asked for. */
export async function testFolder(
  argument: unknown,
  tools: SeveralTools,
): Promise<BatchEnd | undefined> {
  const { prompts } = (argument ?? {}) as { prompts?: readonly ListedPrompt[] };
  if (prompts) return testSeveral(prompts, tools);
  const all = await tools.libraries.all();
  const folder = argument instanceof Uri ? argument : await pickFolder(all);
  const own = all.filter(({ uri }) => isAtOrUnder(folder, uri));
  if (own.length === 0) throw new UserError(l10n.t('This folder contains no prompts.'));
  return testSeveral(own, tools);
}

/** Those that were tested, and changed since: their messages, their cases or their model. */
export async function testStale(tools: SeveralTools): Promise<BatchEnd | undefined> {
  const all = await tools.libraries.all();
  const stale = all.filter(({ entry }) => entry.state.kind === 'stale');
  if (stale.length > 0) return testSeveral(stale, tools);
  void window.showInformationMessage(l10n.t('No prompt changed since it was tested.'));
  return undefined;
}

async function pickFolder(all: readonly ListedPrompt[]): Promise<Uri> {
  const folders = [...new Set(all.map(({ uri }) => Uri.joinPath(uri, '..').path))].sort();
  if (folders.length === 0)
    throw new UserError(l10n.t('No prompts yet. Create one with "New prompt…".'));
  const items = [...pathEnds(folders)].map(([path, { end, lead }]) => ({
    ...{ label: end, description: lead, path },
  }));
  const item = await window.showQuickPick(items, {
    title: l10n.t('Test the prompts of a folder'),
    matchOnDescription: true,
  });
  if (!item) throw new Dismissed();
  return uriOf(item.path);
}

export async function testSeveral(
  prompts: readonly ListedPrompt[],
  tools: SeveralTools,
): Promise<BatchEnd> {
  const { session, requestOf = async () => ({}) } = tools;
  const failed: Uri[] = [];
  const stopping = new AbortController();
  const end = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      cancellable: true,
      title: l10n.t('Testing prompts'),
    },
    async (progress, token) => {
      let running: Uri | null = null;
      token.onCancellationRequested(() => {
        stopping.abort();
        if (running) session.cancel(running);
      });
      const step = (text: string) => progress.report({ message: text });
      let at = 0;
      const next = (path: string) => l10n.t('{0} of {1}: {2}', ++at, prompts.length, path);
      return runBatch(prompts, {
        signal: stopping.signal,
        async estimate({ uri, entry }) {
          step(l10n.t('counting calls'));
          if (entry.cases === 0) return 'none';
          return takesOf(await session.refresh(uri), null, { ...tools, ...(await requestOf(uri)) });
        },
        agree: tools.agree ?? ((total) => askBatch(total, readSettings())),
        async run({ uri, entry }, { left, isAgreed }) {
          running = uri;
          step(next(entry.path));
          const request = { ...(await requestOf(uri)), limits: left, isAgreed };
          const run = await session.testAndCount(uri, request).catch(unread);
          if (run.end === 'failed') failed.push(uri);
          if (run.end === 'done') tools.onDone?.(uri);
          return run;
        },
        skip: ({ entry }) => step(next(entry.path)),
      });
    },
  );
  void tellEnd(end, failed, tools);
  return end;
}

/** The library and the lens of such a file say why. */
function unread(error: unknown) {
  if (isUserError(error)) return { end: 'failed' as const, spent: { calls: 0, usd: 0 } };
  throw error;
}

async function tellEnd(
  { ends, skipped, spent, isDeclined }: BatchEnd,
  failed: readonly Uri[],
  { panels, log }: SeveralTools,
): Promise<void> {
  if (isDeclined) return;
  const { calls, money, prompts } = await engine();
  const [first] = failed;
  const done = ends.filter((end) => end === 'done').length;
  const text = [
    l10n.t(
      '{0} tested with {1}, {2}.',
      prompts(done, say),
      calls(spent.calls, say),
      money(spent.usd, say),
    ),
    skipped > 0 ? l10n.t('Skipped: {0}.', skipped) : null,
    first ? l10n.t('Failed: {0}.', failed.length) : null,
  ].filter((part) => part !== null);
  const message = text.join(' ');
  log.info(message);
  if (!first) return void window.showInformationMessage(message);
  const show = l10n.t('Show the first failed');
  if ((await window.showWarningMessage(message, show)) === show) panels.show(first);
}
