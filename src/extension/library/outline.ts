/** The parts of a prompt in the editor's outline, and where they fold. */

import {
  DocumentSymbol,
  FoldingRange,
  Range,
  SymbolKind,
  type DocumentSymbolProvider,
  type FoldingRangeProvider,
  type TextDocument,
} from 'vscode';
import type { OutlineItem } from '../../core/index.js';
import { engine } from '../engine.js';
import type { Session } from '../session.js';

const KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  message: SymbolKind.String,
  case: SymbolKind.Object,
  wording: SymbolKind.Constant,
};

export class PromptOutline implements DocumentSymbolProvider, FoldingRangeProvider {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async provideDocumentSymbols(document: TextDocument): Promise<DocumentSymbol[]> {
    return (await this.#items(document)).map(({ kind, name, detail, range }) => {
      const whole = rangeIn(document, range);
      return new DocumentSymbol(
        name,
        detail,
        KINDS[kind],
        whole,
        new Range(whole.start, whole.start),
      );
    });
  }

  async provideFoldingRanges(document: TextDocument): Promise<FoldingRange[]> {
    return (await this.#items(document)).flatMap(({ range }) => {
      const { start, end } = rangeIn(document, range);
      const last = end.character === 0 ? end.line - 1 : end.line;
      return last > start.line ? [new FoldingRange(start.line, last)] : [];
    });
  }

  async #items(document: TextDocument): Promise<readonly OutlineItem[]> {
    if (!this.#session.isPrompt(document)) return [];
    const { prompt } = await this.#session.upToDate(document);
    if (!prompt) return [];
    const { outlineOf } = await engine();
    return outlineOf(prompt);
  }
}

const rangeIn = (document: TextDocument, { start, end }: OutlineItem['range']): Range =>
  new Range(document.positionAt(start), document.positionAt(end));
