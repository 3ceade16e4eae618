/** The kept runs of a prompt in a list: open one, pin it, delete it. */

import {
  l10n,
  ThemeIcon,
  window,
  type QuickInputButton,
  type QuickPickItem,
  type Uri,
} from 'vscode';
import { UserError } from '../core/errors.js';
import type { RunSummary } from '../core/index.js';
import { ago } from './ago.js';
import { engine, type Engine } from './engine.js';
import type { Session } from './session.js';
import { say } from './say.js';

export interface RunItem extends QuickPickItem {
  readonly run: RunSummary;
}

const PIN: QuickInputButton = {
  iconPath: new ThemeIcon('pin'),
  tooltip: l10n.t('Pin: keep its report'),
};
const UNPIN: QuickInputButton = { iconPath: new ThemeIcon('pinned'), tooltip: l10n.t('Unpin') };
const DELETE: QuickInputButton = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Delete') };

/** Newest first, the pinned ones before the others. */
export function runItems(
  history: readonly RunSummary[],
  { summaryLine }: Pick<Engine, 'summaryLine'>,
): RunItem[] {
  const items = history.toReversed().map((run) => ({
    run,
    label: run.pinned ? `$(pinned) ${run.model}` : run.model,
    description: ago(run.startedAt),
    detail: summaryLine(run, say),
    buttons: [run.pinned ? UNPIN : PIN, DELETE],
  }));
  return items.toSorted((a, b) => Number(b.run.pinned ?? false) - Number(a.run.pinned ?? false));
}

interface ManageTools {
  readonly session: Session;
  readonly panels: { show(uri: Uri): void };
}

/** Throws `UserError` where no run is kept. Stays open, so that several can be pinned or deleted. */
export async function manageRuns(uri: Uri, { session, panels }: ManageTools): Promise<void> {
  const core = await engine();
  const { history } = await session.open(uri);
  if (history.length === 0) throw new UserError(l10n.t('This prompt has no runs yet.'));
  const list = window.createQuickPick<RunItem>();
  list.title = l10n.t('Runs of {0}', uri.path.slice(uri.path.lastIndexOf('/') + 1));
  list.placeholder = l10n.t(
    'Select a run to open it. Only the newest reports are kept, and the pinned.',
  );
  list.matchOnDetail = true;
  list.items = runItems(history, core);
  list.onDidTriggerItemButton(async ({ item, button }) => {
    list.busy = true;
    const mark = button === DELETE ? 'deleted' : button === PIN ? 'pinned' : 'unpinned';
    const after = await session.markRun(uri, item.run, mark);
    list.items = runItems(after.history, core);
    list.busy = false;
    if (after.history.length === 0) list.hide();
  });
  list.show();
  const picked = await new Promise<RunItem | undefined>((done) => {
    list.onDidAccept(() => done(list.selectedItems[0]));
    list.onDidHide(() => done(undefined));
  });
  list.dispose();
  if (!picked) return;
  panels.show(uri);
  const index = (await session.open(uri)).history.findIndex(
    ({ startedAt }) => startedAt === picked.run.startedAt,
  );
  await session.showRun(uri, index);
}
