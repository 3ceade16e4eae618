/** The panels beside the editors. One follows the prompt that is being edited, as the Markdown preview does; others are locked to theirs. */

import {
  commands,
  l10n,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { Panel, type PanelTools } from './panel.js';
import { webviewOptions } from './panelHtml.js';
import type { Chosen } from './panelState.js';
import { documentOfActiveTab } from './promptContext.js';
import { isAtOrUnder, movedAlong } from './promptFiles.js';

export const PANEL_TYPE = 'plumbline.panel';

export class Panels implements Disposable {
  readonly #open = new Set<Panel>();
  readonly #tools: PanelTools;
  readonly #subscriptions: readonly Disposable[];
  /** The prompt that was edited last. */
  #latest: Uri | null;

  constructor(tools: PanelTools) {
    this.#tools = tools;
    this.#latest = this.#promptIn(window.activeTextEditor?.document);
    this.#subscriptions = [
      tools.session.onDidChange((change) =>
        this.#showing(change.entry.uri).forEach((panel) => panel.update(change)),
      ),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor?.document)),
      // Of a tab that was there before nothing is news: a panel that opens beside it must not turn back to it.
      window.tabGroups.onDidChangeTabs(() => {
        const document = documentOfActiveTab();
        if (document?.uri.toString() !== this.#latest?.toString()) this.#follow(document);
      }),
    ];
  }

  dispose(): void {
    for (const each of [...this.#subscriptions, ...this.#open]) each.dispose();
  }

  /** For the active panel; null where none has the focus. */
  activePrompt(): Uri | null {
    return this.#active()?.uri ?? null;
  }

  /** In its own panel, else in the one that follows, else in a new one. */
  show(uri: Uri): void {
    const [known] = this.#showing(uri);
    const panel = known ?? this.#following();
    if (!panel) return this.#create(uri);
    panel.turnTo(uri);
    panel.reveal();
  }

  /** Locks the active panel to its prompt, or lets it follow; then no other panel does. */
  setFollowing(follows: boolean): void {
    const active = this.#active();
    if (!active) return;
    if (follows) this.#following()?.setFollowing(false);
    active.setFollowing(follows);
    const edited = this.#latest ?? this.#visiblePrompt();
    if (follows && edited) active.turnTo(edited);
    this.#tellContext();
  }

  /** A file or folder has another path: panels go with their prompts. */
  move(from: Uri, to: Uri): void {
    for (const panel of this.#open) {
      const { uri, chosen } = panel;
      if (isAtOrUnder(from, uri) && !this.#tools.session.isRunning(uri))
        panel.turnTo(movedAlong(uri, from, to), chosen);
    }
  }

  /** After a reload of the window. */
  async deserializeWebviewPanel(view: WebviewPanel, memory: unknown): Promise<void> {
    const { uri, chosen, follows } = (memory ?? {}) as {
      uri?: unknown;
      chosen?: Chosen | null;
      follows?: unknown;
    };
    if (typeof uri !== 'string') {
      view.dispose();
      return;
    }
    view.webview.options = webviewOptions(this.#tools.context.extensionUri);
    this.#adopt(view, Uri.parse(uri), { chosen: chosen ?? null, follows: follows === true });
  }

  /** Everything anew: trust, model or settings changed. */
  refresh(): void {
    for (const panel of this.#open) panel.drawAll();
  }

  #showing(uri: Uri): readonly Panel[] {
    return [...this.#open].filter((panel) => panel.uri.toString() === uri.toString());
  }

  readonly #active = (): Panel | undefined => [...this.#open].find(({ active }) => active);
  readonly #following = (): Panel | undefined => [...this.#open].find(({ follows }) => follows);

  #promptIn(document: TextDocument | undefined): Uri | null {
    return document && this.#tools.session.isPrompt(document) ? document.uri : null;
  }

  /** After a reload of the window nothing has been edited yet. */
  #visiblePrompt(): Uri | null {
    const prompts = window.visibleTextEditors.map(({ document }) => this.#promptIn(document));
    return prompts.find((uri) => uri !== null) ?? null;
  }

  #follow(document: TextDocument | undefined): void {
    const uri = this.#promptIn(document);
    if (!uri) return;
    this.#latest = uri;
    this.#following()?.follow(uri);
  }

  #create(uri: Uri): void {
    const view = window.createWebviewPanel(
      PANEL_TYPE,
      l10n.t('Sensitivity'),
      { viewColumn: this.#columnBeside(), preserveFocus: true },
      webviewOptions(this.#tools.context.extensionUri),
    );
    this.#adopt(view, uri, { chosen: null, follows: true });
  }

  /** Where panels are already, so that one that has the focus gets no neighbour; never over the text that is being read. */
  #columnBeside(): ViewColumn {
    const text = window.activeTextEditor?.viewColumn;
    const columns = [...this.#open].map(({ column }) => column);
    return columns.find((column) => column !== text) ?? ViewColumn.Beside;
  }

  #adopt(
    view: WebviewPanel,
    uri: Uri,
    { chosen, follows }: { chosen: Chosen | null; follows: boolean },
  ): void {
    const isOnlyOne = !this.#following();
    const panel = new Panel(view, uri, {
      ...this.#tools,
      ...{ chosen, follows: follows && isOnlyOne },
    });
    this.#open.add(panel);
    view.onDidChangeViewState(() => this.#tellContext());
    view.onDidDispose(() => {
      this.#open.delete(panel);
      this.#tellContext();
    });
    this.#tellContext();
  }

  #tellContext(): void {
    const follows = this.#active()?.follows ?? false;
    void commands.executeCommand('setContext', 'plumbline.panelFollows', follows);
  }
}
