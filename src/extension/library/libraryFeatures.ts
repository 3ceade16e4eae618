/** Registers the library: its view, and what keeps a prompt's results with it when its file moves. */

import {
  l10n,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
} from 'vscode';
import type { Platform } from '../platform.js';
import { showError } from '../showError.js';
import { GROUPINGS, type Grouping } from './libraryGroups.js';
import { LibraryView, type LibraryNode } from './libraryView.js';
import type { PromptLibraries } from './promptLibraries.js';
import { isOnHost, pathOf } from '../fileUri.js';

export interface LibraryFeatures extends Disposable {
  chooseGrouping(): Promise<void>;
  chooseFilter(): Promise<void>;
  clearFilter(): Promise<void>;
}

export function libraryFeatures(
  context: ExtensionContext,
  {
    libraries,
    platform,
    log,
    onMoved,
  }: {
    libraries: PromptLibraries;
    platform: Platform;
    log: LogOutputChannel;
    /** A file or folder, and what is kept for it, has another path. */
    onMoved: (from: Uri, to: Uri) => Promise<void>;
  },
): LibraryFeatures {
  const view = new LibraryView(libraries, context.workspaceState);
  const tree = window.createTreeView<LibraryNode>('plumbline.library', {
    treeDataProvider: view,
    dragAndDropController: view,
    showCollapseAll: true,
  });
  const badge = libraries.onDidChange(async () => {
    const stale = (await libraries.all()).filter(({ entry }) => entry.state.kind === 'stale');
    const tooltip = l10n.t('Stale prompts: {0}', stale.length);
    tree.badge = stale.length === 0 ? undefined : { value: stale.length, tooltip };
  });
  const moved = workspace.onDidRenameFiles(async ({ files }) => {
    for (const { oldUri, newUri } of files) {
      if (!isOnHost(oldUri)) continue;
      await platform
        .moveKept(pathOf(oldUri), pathOf(newUri))
        .catch((error) => showError(error, log));
      await onMoved(oldUri, newUri);
    }
  });
  const filterBy = (text: string) => {
    view.filterBy(text);
    tree.message = text === '' ? '' : l10n.t('Filter: {0}', text);
  };
  return {
    dispose: () => [view, tree, badge, moved].forEach((each) => each.dispose()),
    chooseGrouping: () => chooseGrouping(view),
    chooseFilter: async () => {
      const text = await window.showInputBox({
        title: l10n.t('Filter prompts'),
        prompt: l10n.t(
          'Searches name, path, description, tags, owner, purpose, variables, models and state.',
        ),
        value: view.filter,
      });
      if (text !== undefined) filterBy(text);
    },
    clearFilter: async () => filterBy(''),
  };
}

async function chooseGrouping(view: LibraryView): Promise<void> {
  const titles: Readonly<Record<Grouping, string>> = {
    folder: l10n.t('Folder'),
    tag: l10n.t('Tag'),
    owner: l10n.t('Owner'),
    state: l10n.t('State'),
    task: l10n.t('Task'),
  };
  const items = GROUPINGS.map((grouping) => ({
    label: titles[grouping],
    description: grouping === view.grouping ? l10n.t('in use') : '',
    grouping,
  }));
  const item = await window.showQuickPick(items, { title: l10n.t('Group prompts by') });
  if (item) await view.groupBy(item.grouping);
}
