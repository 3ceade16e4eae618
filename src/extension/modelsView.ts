/** The models a run can go to; where there is none, the view's welcome leads to one. */

import {
  EventEmitter,
  l10n,
  ThemeIcon,
  TreeItem,
  window,
  workspace,
  type Disposable,
  type LogOutputChannel,
  type TreeDataProvider,
} from 'vscode';
import { logError } from './logError.js';
import { TRIAL, type Models } from './models.js';
import type { ModelChoice, PromptPlace, Platform } from './platform.js';

const ICONS: Readonly<Record<ModelChoice['kind'], string>> = {
  configured: 'settings-gear',
  server: 'server',
  editor: 'sparkle',
  trial: 'beaker',
  recorded: 'history',
};

export class ModelsView implements TreeDataProvider<ModelChoice>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #models: Models;
  readonly #platform: Platform;
  readonly #log: LogOutputChannel;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor({
    models,
    platform,
    log,
  }: {
    models: Models;
    platform: Platform;
    log: LogOutputChannel;
  }) {
    this.#log = log;
    this.#models = models;
    this.#platform = platform;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  refresh(): void {
    this.#changed.fire();
  }

  getTreeItem(choice: ModelChoice): TreeItem {
    const chosen = this.#models.chosen();
    const isChosen = chosen?.model === choice.model && chosen.baseUrl === choice.baseUrl;
    const item = new TreeItem(choice.label);
    item.iconPath = new ThemeIcon(isChosen ? 'check' : ICONS[choice.kind]);
    item.description = isChosen ? l10n.t('in use') : '';
    item.command = { command: 'plumbline.useModel', title: l10n.t('Use'), arguments: [choice] };
    return item;
  }

  async getChildren(): Promise<ModelChoice[]> {
    const found = await this.#models.available(await this.#place());
    const isTrial = this.#models.chosen()?.kind === 'trial';
    const trial: ModelChoice[] =
      isTrial || (await this.#platform.findModels(null)).trialInstalled ? [TRIAL] : [];
    return [...found, ...trial];
  }

  async #place(): Promise<PromptPlace | null> {
    const uri = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
    if (uri?.scheme !== 'file') return null;
    return this.#platform.placeOf(`${uri.fsPath}/x`).catch((error: unknown) => {
      // A broken `plumbline.yml` names no models; its own diagnostics say what is wrong with it.
      logError(error, this.#log);
      return null;
    });
  }
}
