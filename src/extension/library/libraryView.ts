/** The prompts of the open folders as a tree. */

import {
  DataTransferItem,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  workspace,
  type DataTransfer,
  type Disposable,
  type Memento,
  type TreeDataProvider,
  type TreeDragAndDropController,
} from 'vscode';
import { engine, type Engine } from '../engine.js';
import { groupsOf, matches, type Grouping, type LibraryGroup } from './libraryGroups.js';
import type { ListedPrompt, PromptLibraries } from './promptLibraries.js';
import { changeText, stateText } from './stateText.js';
import { say } from '../say.js';

export type LibraryNode = LibraryGroup | ListedPrompt;

/** While prompts are read, the tree is drawn again after this. */
const AGAIN_MS = 500;
/** With more prompts than this, groups begin closed: nobody reads them all, and each row takes its time. */
const MANY = 300;

const ICONS: Readonly<Record<string, readonly [string, string | null]>> = {
  good: ['pass', 'testing.iconPassed'],
  quiet: ['pass', null],
  open: ['question', null],
  warn: ['warning', 'list.warningForeground'],
  bad: ['error', 'list.errorForeground'],
  stale: ['history', null],
  unreadable: ['circle-slash', null],
  none: ['circle-outline', null],
};

export class LibraryView
  implements TreeDataProvider<LibraryNode>, TreeDragAndDropController<LibraryNode>, Disposable
{
  readonly dragMimeTypes = ['text/uri-list'];
  readonly dropMimeTypes: string[] = [];
  readonly #libraries: PromptLibraries;
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #filter = '';
  #isMany = false;
  #core: Engine | null = null;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(libraries: PromptLibraries, memory: Memento) {
    this.#libraries = libraries;
    this.#memory = memory;
    this.#subscription = libraries.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get grouping(): Grouping {
    return this.#memory.get<Grouping>('library.grouping', 'folder');
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.#memory.update('library.grouping', grouping);
    this.#changed.fire();
  }

  get filter(): string {
    return this.#filter;
  }

  filterBy(text: string): void {
    this.#filter = text.trim();
    this.#changed.fire();
  }

  async getChildren(node?: LibraryNode): Promise<LibraryNode[]> {
    if (node) return 'prompts' in node ? [...node.prompts] : [];
    this.#core ??= await engine();
    const { prompts, isReading } = await this.#libraries.soFar();
    if (isReading) setTimeout(() => this.#changed.fire(), AGAIN_MS);
    const shown = prompts.filter((prompt) => matches(prompt, this.#filter));
    this.#isMany = shown.length > MANY;
    const groups = groupsOf(shown, this.grouping, (uri) => workspace.asRelativePath(uri));
    const [only] = groups;
    return [...(groups.length === 1 && only ? only.prompts : groups)];
  }

  getTreeItem(node: LibraryNode): TreeItem {
    return 'prompts' in node ? groupItem(node, this.#isMany) : promptItem(node, this.#core);
  }

  handleDrag(nodes: readonly LibraryNode[], data: DataTransfer): void {
    const uris = nodes.flatMap((node) => ('uri' in node ? [node.uri.toString()] : []));
    data.set('text/uri-list', new DataTransferItem(uris.join('\r\n')));
  }
}

function groupItem({ id, label, lead, prompts }: LibraryGroup, isMany: boolean): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(label, isMany ? Collapsed : Expanded);
  const number = String(prompts.length);
  item.description = lead === '' ? number : `${number} · ${lead}`;
  item.tooltip = id;
  item.id = `group ${id}`;
  item.contextValue = 'group';
  return item;
}

function promptItem({ uri, entry }: ListedPrompt, core: Engine | null): TreeItem {
  const { name, state, lastResult, cases, baseline } = entry;
  const item = new TreeItem(name);
  // What makes a dragged item open where it is dropped; it also brings the file's decorations.
  item.resourceUri = uri;
  const [icon, colour] = ICONS[state.kind] ?? ['circle-outline', null];
  item.iconPath = new ThemeIcon(icon, colour === null ? undefined : new ThemeColor(colour));
  item.description = stateText(entry.state);
  item.contextValue = 'prompt';
  item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [uri] };
  const lines = [
    entry.path,
    entry.description,
    entry.purpose && l10n.t('Purpose: {0}', entry.purpose),
    entry.owner && l10n.t('Owner: {0}', entry.owner),
    entry.task && l10n.t('Task: {0}', entry.task),
    entry.tags.length > 0 && l10n.t('Tags: {0}', entry.tags.join(', ')),
    entry.variables.length > 0 && l10n.t('Variables: {0}', entry.variables.join(', ')),
    entry.models.length > 0 && l10n.t('Models: {0}', entry.models.join(', ')),
    l10n.t('Cases: {0}, with an expected answer: {1}', cases, entry.expected),
    lastResult && core ? `${core.summaryLine(lastResult, say)}, ${lastResult.model}` : null,
    baseline && core ? l10n.t('Baseline: {0}', core.summaryLine(baseline, say)) : null,
    baseline?.stale && l10n.t('Baseline out of date: {0}', changeText(baseline.stale)),
  ];
  // Plain text: names and descriptions are the file's.
  item.tooltip = lines.filter((line) => typeof line === 'string' && line !== '').join('\n');
  item.accessibilityInformation = { label: `${name}, ${stateText(entry.state)}, ${entry.path}` };
  return item;
}
