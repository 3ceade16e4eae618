/** In the editor: each measured sentence in the look of what it does, with figures on hover. */

import {
  Hover,
  MarkdownString,
  OverviewRulerLane,
  Range,
  ThemeColor,
  window,
  type DecorationRenderOptions,
  type Disposable,
  type HoverProvider,
  type LogOutputChannel,
  type Memento,
  type Position,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import type { InfluenceKind } from '../../core/index.js';
import { engine } from '../engine.js';
import { drawnInEditors, type Drawing } from '../drawnInEditors.js';
import { influenceOf, type Entry } from '../entry.js';
import { say } from '../say.js';
import type { Session } from '../session.js';
import { placedParts, type PlacedPart } from './influenceView.js';

/** Workspace memory: the prompts whose strip was cleared. */
const CLEARED = 'plumbline.clearedInfluence';

/** A line below tells the kinds apart where colours do not. */
const LOOKS: Readonly<Record<InfluenceKind, { name: string; style: string; width: number }>> = {
  decides: { name: 'decides', style: 'solid', width: 3 },
  matters: { name: 'matters', style: 'dashed', width: 2 },
  nothing: { name: 'nothing', style: 'dotted', width: 2 },
  unseen: { name: 'untold', style: 'solid', width: 1 },
  open: { name: 'untold', style: 'solid', width: 1 },
};
const LANES: Readonly<Record<InfluenceKind, OverviewRulerLane>> = {
  decides: OverviewRulerLane.Full,
  matters: OverviewRulerLane.Center,
  nothing: OverviewRulerLane.Left,
  unseen: OverviewRulerLane.Right,
  open: OverviewRulerLane.Right,
};
const KINDS = Object.keys(LOOKS) as InfluenceKind[];

function lookOf(kind: InfluenceKind): DecorationRenderOptions {
  const { name, style, width } = LOOKS[kind];
  const line = new ThemeColor(`plumbline.influence.${name}Line`);
  return {
    backgroundColor: new ThemeColor(`plumbline.influence.${name}Background`),
    borderColor: line,
    borderStyle: style,
    borderWidth: `0 0 ${width}px 0`,
    overviewRulerColor: line,
    overviewRulerLane: LANES[kind],
  };
}

export class HeatStrip implements HoverProvider, Disposable {
  readonly #session: Session;
  readonly #memory: Memento;
  readonly #types = new Map(
    KINDS.map((kind) => [kind, window.createTextEditorDecorationType(lookOf(kind))]),
  );
  readonly #drawing: Drawing;

  constructor({
    session,
    memory,
    log,
  }: {
    session: Session;
    memory: Memento;
    log: LogOutputChannel;
  }) {
    this.#session = session;
    this.#memory = memory;
    this.#drawing = drawnInEditors({ session, log }, (editor, entry) => this.#draw(editor, entry));
  }

  dispose(): void {
    [...this.#types.values(), this.#drawing].forEach((each) => each.dispose());
  }

  isCleared(uri: Uri): boolean {
    return this.#memory.get<string[]>(CLEARED, []).includes(uri.toString());
  }

  /** What was measured is kept, and stays in the panel. */
  async clear(uri: Uri): Promise<void> {
    await this.#remember(uri, true);
  }

  async show(uri: Uri): Promise<void> {
    await this.#remember(uri, false);
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    if (!this.#session.isPrompt(document) || this.isCleared(document.uri)) return null;
    const core = await engine();
    const entry = await this.#session.upToDate(document);
    const at = document.offsetAt(position);
    const found = placedParts(entry, core).find(({ range }) => range.start <= at && at < range.end);
    const influence = influenceOf(entry);
    if (!found || !influence) return null;
    const { part, range } = found;
    const facts = [
      core.partFigures(part, say),
      core.cases(influence.findings.n, say),
      influence.models[0]?.id ?? '',
    ].filter((fact) => fact !== null);
    const text = new MarkdownString()
      .appendText(core.partSentence(part, say))
      .appendText(`\n\n${facts.join(' · ')}`);
    return new Hover(text, rangeIn(document, range));
  }

  async #remember(uri: Uri, isCleared: boolean): Promise<void> {
    const others = this.#memory
      .get<string[]>(CLEARED, [])
      .filter((each) => each !== uri.toString());
    await this.#memory.update(CLEARED, isCleared ? [...others, uri.toString()] : others);
    const entry = this.#session.peek(uri);
    if (entry) this.#drawing.drawFor(entry);
  }

  async #draw(editor: TextEditor, entry: Entry): Promise<void> {
    const { document } = editor;
    const isShown = influenceOf(entry) !== null && !this.isCleared(entry.uri);
    const parts = isShown ? placedParts(entry, await engine()) : [];
    for (const [kind, type] of this.#types) {
      const own = parts.filter(({ part }) => part.kind === kind);
      const ranges = own.map(({ range }) => rangeIn(document, range));
      editor.setDecorations(type, ranges);
    }
  }
}

const rangeIn = (document: TextDocument, { start, end }: PlacedPart['range']) =>
  new Range(document.positionAt(start), document.positionAt(end));
