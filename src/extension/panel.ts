/** A panel beside the editors, thrown away and rebuilt at any moment. It draws; the session decides. */

import {
  l10n,
  Uri,
  ViewColumn,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type WebviewPanel,
} from 'vscode';
import type { FromPanel, PanelState, ToPanel } from '../protocol.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import { buttonOf, delegateAction } from './panelActions.js';
import { panelHtml } from './panelHtml.js';
import { cellPanelOf, panelStateOf, type Chosen } from './panelState.js';
import type { EntryChange } from './entry.js';
import type { Session } from './session.js';
import { showError } from './showError.js';
import { newCallsOf } from './staleCalls.js';
import { whyUnavailable } from './trust.js';
import type { WordingReview } from './wordings/wordingReview.js';
import type { Platform } from './platform.js';

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

export interface Subject {
  readonly chosen: Chosen | null;
  /** Whether it turns to the prompt that is being edited. */
  readonly follows: boolean;
}

export class Panel implements Disposable {
  readonly #view: WebviewPanel;
  readonly #tools: PanelTools;
  #uri: Uri;
  #follows: boolean;
  #chosen: Chosen | null;
  /** A text is being written in it. */
  #isHeld = false;
  #ready = false;
  #timer: NodeJS.Timeout | null = null;
  #all = false;

  constructor(view: WebviewPanel, uri: Uri, tools: PanelTools & Subject) {
    this.#view = view;
    this.#uri = uri;
    this.#tools = tools;
    this.#chosen = tools.chosen;
    this.#follows = tools.follows;
    const { context, log } = tools;
    view.iconPath = Uri.joinPath(context.extensionUri, 'media', 'panel.svg');
    view.webview.onDidReceiveMessage((value: unknown) => {
      void this.#read(value).catch((error: unknown) => showError(error, log));
    });
    view.onDidDispose(() => this.#timer && clearTimeout(this.#timer));
    view.webview.html = panelHtml(view.webview, context.extensionUri, { uri: uri.toString() });
    this.#begin();
  }

  get uri(): Uri {
    return this.#uri;
  }

  get follows(): boolean {
    return this.#follows;
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

  setFollowing(follows: boolean): void {
    this.#follows = follows;
    this.#entitle();
    this.drawAll();
  }

  /** Turns to the prompt that is being edited, unless what is being written here would be lost. */
  follow(uri: Uri): void {
    if (this.#follows && !this.#isHeld) this.turnTo(uri);
  }

  /** Shows another prompt in its place. */
  turnTo(uri: Uri, chosen: Chosen | null = null): void {
    if (uri.toString() === this.#uri.toString()) return;
    this.#uri = uri;
    this.#chosen = chosen;
    this.#isHeld = false;
    this.#begin();
    this.drawAll();
  }

  #begin(): void {
    const { session, log } = this.#tools;
    this.#entitle();
    void session.withReport(this.#uri).catch((error: unknown) => showError(error, log));
  }

  /** With the brackets of a locked Markdown preview. */
  #entitle(): void {
    const { path } = this.#uri;
    const name = path.slice(path.lastIndexOf('/') + 1);
    this.#view.title = this.#follows
      ? l10n.t('Sensitivity: {0}', name)
      : l10n.t('[Sensitivity: {0}]', name);
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
    const uri = this.#uri;
    const state = await this.#state();
    if (uri === this.#uri) this.#send({ kind: 'state', state });
  }

  async #state(): Promise<PanelState> {
    const { session, models, platform, review, log } = this.#tools;
    const entry = await session.open(this.#uri);
    return panelStateOf(entry, {
      chosen: this.#chosen,
      follows: this.#follows,
      model: models.chosen()?.label ?? entry.prompt?.model ?? null,
      unavailable: whyUnavailable(this.#uri),
      staleCalls: await newCallsOf(entry, { models, platform, log }),
      trial: entry.phase.kind === 'needsModel' ? await models.trialState() : 'none',
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
    const uri = this.#uri;
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#isHeld = false;
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
      case 'hold':
        this.#isHeld = message.hold;
        return;
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
    const { report, prompt } = await this.#tools.session.open(this.#uri);
    const cell =
      report && cellPanelOf(report, { chosen: this.#chosen, prompt, core: await engine() });
    this.#send({ kind: 'cell', cell });
  }

  #send(message: ToPanel): void {
    if (this.#ready) void this.#view.webview.postMessage(message);
  }
}
