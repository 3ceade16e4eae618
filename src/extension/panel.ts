/** The panels beside the editors: one for each prompt, thrown away and rebuilt at any moment. They draw; the session decides. */

import {
  l10n,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type WebviewPanel,
} from 'vscode';
import type { FromPanel, PanelState, ToPanel } from '../protocol.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import { buttonOf, delegateAction } from './panelActions.js';
import { panelHtml, webviewOptions } from './panelHtml.js';
import { isAtOrUnder, movedAlong } from './promptFiles.js';
import { cellPanelOf, panelStateOf, type Chosen } from './panelState.js';
import type { EntryChange } from './entry.js';
import type { Session } from './session.js';
import { showError } from './showError.js';
import { newCallsOf } from './staleCalls.js';
import { whyUnavailable } from './trust.js';
import type { WordingReview } from './wordings/wordingReview.js';
import type { Platform } from './platform.js';

export const PANEL_TYPE = 'plumbline.panel';
/** At most twenty updates a second. */
const FRAME_MS = 50;

export interface PanelTools {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly review: WordingReview;
  readonly models: Models;
  readonly platform: Platform;
  readonly log: LogOutputChannel;
}

export class Panels implements Disposable {
  readonly #open = new Map<string, Panel>();
  readonly #tools: PanelTools;

  constructor(tools: PanelTools) {
    this.#tools = tools;
    tools.session.onDidChange((change) =>
      this.#open.get(change.entry.uri.toString())?.update(change),
    );
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }

  /** For the active panel; null where none has the focus. */
  activePrompt(): Uri | null {
    return [...this.#open.values()].find((panel) => panel.active)?.uri ?? null;
  }

  show(uri: Uri): void {
    const known = this.#open.get(uri.toString());
    if (known) known.reveal();
    else this.#create(uri, { column: this.#columnBeside(), chosen: null });
  }

  /** Where panels are already, so that one that has the focus gets no neighbour; never over the text that is being read. */
  #columnBeside(): ViewColumn {
    const text = window.activeTextEditor?.viewColumn;
    const columns = [...this.#open.values()].map(({ column }) => column);
    return columns.find((column) => column !== text) ?? ViewColumn.Beside;
  }

  /** A file or folder has another path: a panel remembers its prompt's, so a new one takes its place. */
  move(from: Uri, to: Uri): void {
    for (const panel of [...this.#open.values()]) {
      const { uri, chosen, column } = panel;
      if (!isAtOrUnder(from, uri) || this.#tools.session.isRunning(uri)) continue;
      this.#create(movedAlong(uri, from, to), { column, chosen });
      panel.dispose();
    }
  }

  #create(uri: Uri, { column, chosen }: { column: ViewColumn; chosen: Chosen | null }): void {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const view = window.createWebviewPanel(
      PANEL_TYPE,
      l10n.t('Sensitivity: {0}', name),
      { viewColumn: column, preserveFocus: true },
      webviewOptions(this.#tools.context.extensionUri),
    );
    this.#adopt(view, uri, chosen);
  }

  /** After a reload of the window. */
  async deserializeWebviewPanel(view: WebviewPanel, memory: unknown): Promise<void> {
    const { uri, chosen } = (memory ?? {}) as { uri?: unknown; chosen?: Chosen | null };
    if (typeof uri !== 'string') {
      view.dispose();
      return;
    }
    view.webview.options = webviewOptions(this.#tools.context.extensionUri);
    this.#adopt(view, Uri.parse(uri), chosen ?? null);
  }

  /** Everything anew: trust, model or settings changed. */
  refresh(): void {
    for (const panel of this.#open.values()) panel.drawAll();
  }

  #adopt(view: WebviewPanel, uri: Uri, chosen: Chosen | null): void {
    const panel = new Panel(view, uri, { ...this.#tools, chosen });
    this.#open.set(uri.toString(), panel);
    view.onDidDispose(() => this.#open.delete(uri.toString()));
  }
}

class Panel implements Disposable {
  readonly uri: Uri;
  readonly #view: WebviewPanel;
  readonly #tools: PanelTools;
  #chosen: Chosen | null;
  #ready = false;
  #timer: NodeJS.Timeout | null = null;
  #all = false;

  constructor(view: WebviewPanel, uri: Uri, tools: PanelTools & { chosen: Chosen | null }) {
    this.#view = view;
    this.uri = uri;
    this.#tools = tools;
    this.#chosen = tools.chosen;
    const { context, session, log } = tools;
    view.iconPath = Uri.joinPath(context.extensionUri, 'media', 'panel.svg');
    view.webview.onDidReceiveMessage((value: unknown) => {
      void this.#read(value).catch((error: unknown) => showError(error, log));
    });
    view.onDidDispose(() => this.#timer && clearTimeout(this.#timer));
    view.webview.html = panelHtml(view.webview, context.extensionUri, { uri: uri.toString() });
    void session.withReport(uri).catch((error: unknown) => showError(error, log));
  }

  get active(): boolean {
    return this.#view.active;
  }

  get column(): ViewColumn {
    return this.#view.viewColumn ?? ViewColumn.Beside;
  }

  get chosen(): Chosen | null {
    return this.#chosen;
  }

  reveal(): void {
    this.#view.reveal(this.#view.viewColumn, true);
  }

  dispose(): void {
    this.#view.dispose();
  }

  drawAll(): void {
    this.#all = true;
    this.#schedule();
  }

  update({ entry, part }: EntryChange): void {
    if (part === 'progress' && !this.#all && entry.phase.kind === 'running') {
      if (this.#timer) return;
      this.#send({ kind: 'progress', progress: entry.phase.progress });
      return;
    }
    this.drawAll();
  }

  #schedule(): void {
    if (!this.#ready || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#all = false;
      void this.#draw().catch((error: unknown) => showError(error, this.#tools.log));
    }, FRAME_MS);
  }

  async #draw(): Promise<void> {
    this.#send({ kind: 'state', state: await this.#state() });
  }

  async #state(): Promise<PanelState> {
    const { session, models, platform, review, log } = this.#tools;
    const entry = await session.open(this.uri);
    return panelStateOf(entry, {
      chosen: this.#chosen,
      model: models.chosen()?.label ?? entry.prompt?.model ?? null,
      unavailable: whyUnavailable(this.uri),
      staleCalls: await newCallsOf(entry, { models, platform, log }),
      trialInstalled:
        entry.phase.kind === 'needsModel' && (await platform.findModels(null)).trialInstalled,
      turnedDown: await review.turnedDown(entry),
    });
  }

  async #read(value: unknown): Promise<void> {
    const { readFromPanel } = await import('./fromPanel.js');
    const message = readFromPanel(value);
    if (message) return this.#receive(message);
    const said = JSON.stringify(value)?.slice(0, 200);
    this.#tools.log.warn(`The panel sent an unknown message: ${said}`);
  }

  async #receive(message: FromPanel): Promise<void> {
    const { session, review } = this.#tools;
    const uri = this.uri;
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        return this.#draw();
      case 'run':
        await session.test(uri, {
          ...(message.shots ? { shots: message.shots } : {}),
          ...(message.compare ? { compare: message.compare } : {}),
          ...(message.repeats === undefined ? {} : { repeats: message.repeats }),
        });
        return;
      case 'resume':
        await session.test(uri, { resume: true });
        return;
      case 'runOnly':
        await session.test(uri, { only: { variant: message.variant, case: message.case } });
        return;
      case 'confirm':
        return session.confirm(uri, message.shots);
      case 'decline':
        return session.confirm(uri, null);
      case 'cancel':
        return session.cancel(uri);
      case 'choose':
        this.#chosen = { ...message.cell, ...(message.repeat ? { repeat: message.repeat } : {}) };
        return this.#drawCell();
      case 'decide':
        return review.decide(uri, message.variants, message.status);
      case 'excludeVariant':
        return review.exclude(uri, message.variant);
      case 'mendWording':
        return review.mend(uri, message.variant, { contents: message.contents, ask: false });
      case 'checkWording':
        return review.mend(uri, message.variant, { contents: null, ask: true });
      case 'checkStale':
        return review.checkStale(uri, { ask: message.ask });
      case 'openRun':
        await session.showRun(uri, message.index);
        return;
      default:
        if (await delegateAction(message, uri, session))
          this.#send({ kind: 'acknowledge', button: buttonOf(message) });
    }
  }

  async #drawCell(): Promise<void> {
    const { report, prompt } = await this.#tools.session.open(this.uri);
    const cell =
      report && cellPanelOf(report, { chosen: this.#chosen, prompt, core: await engine() });
    this.#send({ kind: 'cell', cell });
  }

  #send(message: ToPanel): void {
    if (this.#ready) void this.#view.webview.postMessage(message);
  }
}
