/** The models a run can go to, each with its state; where there is none, the view's welcome leads to one. */

import {
  EventEmitter,
  l10n,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type Disposable,
  type LogOutputChannel,
  type TreeDataProvider,
} from 'vscode';
import type { ConfigFiles } from './configFiles.js';
import { logError } from './logError.js';
import type { Keys } from './keys.js';
import { stateOfModel, type ModelState } from './modelStates.js';
import { TRIAL, type Models } from './models.js';
import type { ModelChoice, PromptPlace, Platform } from './platform.js';
import { isOnHost, pathOf, uriOf } from './fileUri.js';

const ICONS: Readonly<Record<ModelChoice['kind'], string>> = {
  configured: 'settings-gear',
  server: 'server',
  editor: 'sparkle',
  trial: 'beaker',
  recorded: 'history',
};

/** Servers of this machine tell nobody that they start or stop. */
const LOOK_EVERY_MS = 10_000;

interface RootNode {
  readonly place: PromptPlace;
}

interface ModelNode {
  readonly choice: ModelChoice;
  readonly state: ModelState;
  /** The name of its key, where it has one. */
  readonly key: string | null;
}

type Node = RootNode | ModelNode;

export interface ModelsViewTools {
  readonly models: Models;
  readonly platform: Platform;
  readonly keys: Keys;
  readonly configs: ConfigFiles;
  readonly log: LogOutputChannel;
}

export class ModelsView implements TreeDataProvider<Node>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #tools: ModelsViewTools;
  readonly #subscriptions: Disposable[];
  #timer: NodeJS.Timeout | null = null;
  #seen = '';
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(tools: ModelsViewTools) {
    this.#tools = tools;
    const view = window.createTreeView<Node>('plumbline.models', { treeDataProvider: this });
    const refresh = () => this.refresh();
    this.#subscriptions = [
      view,
      view.onDidChangeVisibility(({ visible }) => this.#look(visible)),
      tools.configs.onDidChange(refresh),
      tools.keys.onDidChange(refresh),
      workspace.onDidChangeWorkspaceFolders(refresh),
      this.#changed,
    ];
    this.#look(view.visible);
  }

  dispose(): void {
    this.#look(false);
    this.#subscriptions.forEach((each) => each.dispose());
  }

  refresh(): void {
    this.#changed.fire();
  }

  getTreeItem(node: Node): TreeItem {
    if ('place' in node) {
      const name = workspace.asRelativePath(uriOf(node.place.root)) || node.place.root;
      return new TreeItem(name, TreeItemCollapsibleState.Expanded);
    }
    return itemFor(node, isChosen(node.choice, this.#tools.models));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) return 'place' in node ? this.#configured(node.place) : [];
    const places = await this.#places();
    const [only] = places;
    const own = places.length > 1 ? places : await this.#configured(only?.place ?? null);
    const found = await this.#tools.models.available(null);
    this.#seen = signatureOf(found);
    const hasTrial = (await this.#tools.platform.findModels(null)).trialInstalled;
    const trial = hasTrial || this.#tools.models.chosen()?.kind === 'trial' ? [TRIAL] : [];
    return [
      ...own,
      ...[...found, ...trial].map((choice): Node => ({ choice, state: 'ready', key: null })),
    ];
  }

  /** Each root of the open folders once, with the settings of its `plumbline.yml`. */
  async #places(): Promise<RootNode[]> {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => isOnHost(uri));
    const places = await Promise.all(
      folders.map(({ uri }) => this.#tools.platform.placeOf(`${pathOf(uri)}/plumbline.yml`)),
    );
    return [...new Map(places.map((place) => [place.root, { place }])).values()];
  }

  async #configured(place: PromptPlace | null): Promise<ModelNode[]> {
    const { platform, keys } = this.#tools;
    const stored = await keys.all();
    const knowsKey = async (name: string) =>
      name in stored || (await platform.environment(name)) !== null;
    const answers = (baseUrl: string) =>
      platform.listModels({ baseUrl, apiKey: null }).then(
        () => true,
        ({ failure }: { failure?: string }) => failure !== 'unreachable' && failure !== 'timeout',
      );
    return Promise.all(
      Object.entries(place?.config.models ?? {}).map(async ([name, model]) => ({
        choice: { kind: 'configured' as const, label: `${name} (${model.model})`, model: name },
        state: await stateOfModel(model, { knowsKey, answers }),
        key: model.apiKey?.env ?? null,
      })),
    );
  }

  #look(isVisible: boolean): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = isVisible ? setInterval(() => void this.#lookAgain(), LOOK_EVERY_MS) : null;
  }

  async #lookAgain(): Promise<void> {
    try {
      const found = signatureOf(await this.#tools.models.available(null));
      if (found !== this.#seen) this.refresh();
    } catch (error) {
      logError(error, this.#tools.log);
    }
  }
}

const signatureOf = (choices: readonly ModelChoice[]) => JSON.stringify(choices);

function isChosen({ model, baseUrl }: ModelChoice, models: Models): boolean {
  const chosen = models.chosen();
  return chosen?.model === model && chosen.baseUrl === baseUrl;
}

const STATES: Readonly<Record<ModelState, { readonly icon: string | null; text: () => string }>> = {
  ready: { icon: null, text: () => '' },
  'no-key': { icon: 'key', text: () => l10n.t('no key') },
  'not-running': { icon: 'debug-disconnect', text: () => l10n.t('not running') },
};

function itemFor({ choice, state, key }: ModelNode, isInUse: boolean): TreeItem {
  const { icon, text } = STATES[state];
  const item = new TreeItem(choice.label);
  item.iconPath = new ThemeIcon(icon ?? (isInUse ? 'check' : ICONS[choice.kind]));
  item.description = [isInUse ? l10n.t('in use') : '', text()].filter(Boolean).join(', ');
  if (key !== null) item.contextValue = 'model.key';
  item.command =
    state === 'no-key' && key !== null
      ? { command: 'plumbline.enterKey', title: l10n.t('Enter key'), arguments: [key] }
      : { command: 'plumbline.useModel', title: l10n.t('Use'), arguments: [choice] };
  return item;
}
