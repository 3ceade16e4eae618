/** At the end of the line, in a muted colour: the last result behind the prompt, and behind each case what came of it. */

import { l10n, Range, ThemeColor, window, type Disposable, type TextEditor } from 'vscode';
import type { Report } from '../core/index.js';
import { engine } from './engine.js';
import { isPromptDocument } from './promptFiles.js';
import type { Entry, Session } from './session.js';
import { readSettings } from './settings.js';

export class Decorations implements Disposable {
  readonly #session: Session;
  readonly #type = window.createTextEditorDecorationType({
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    isWholeLine: true,
  });
  readonly #subscriptions: Disposable[];

  constructor(session: Session) {
    this.#session = session;
    this.#subscriptions = [
      session.onDidChange(({ entry, part }) => part === 'all' && this.#drawFor(entry)),
      window.onDidChangeVisibleTextEditors(() => this.refresh()),
    ];
    this.refresh();
  }

  dispose(): void {
    this.#type.dispose();
    this.#subscriptions.forEach((each) => each.dispose());
  }

  refresh(): void {
    for (const editor of window.visibleTextEditors) {
      if (isPromptDocument(editor.document)) void this.#load(editor);
    }
  }

  async #load(editor: TextEditor): Promise<void> {
    const entry = await this.#session.withReport(editor.document.uri).catch(() => null);
    if (entry) await this.#draw(editor, entry);
  }

  #drawFor(entry: Entry): void {
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.toString() === entry.uri.toString()) void this.#draw(editor, entry);
    }
  }

  async #draw(editor: TextEditor, { report, prompt, soFar }: Entry): Promise<void> {
    const shown = readSettings(editor.document.uri).decorations && report && prompt && !soFar;
    if (!shown) {
      editor.setDecorations(this.#type, []);
      return;
    }
    const { summaryOf, summaryLine } = await engine();
    const at = (line: number, contentText: string) => ({
      range: new Range(line - 1, 0, line - 1, 0),
      renderOptions: { after: { contentText } },
    });
    const lines = editor.document.lineCount;
    const cases = prompt.cases.flatMap(({ id, range }) => {
      const text = caseText(report, id);
      return range && text && range.line <= lines ? [at(range.line, text)] : [];
    });
    // The lens over the prompt says the same.
    const result = readSettings(editor.document.uri).codeLens
      ? []
      : [at(prompt.start.line, summaryLine(summaryOf(report)))];
    editor.setDecorations(this.#type, [...result, ...cases]);
  }
}

/** For instance `right under 6 of 8 wordings · confidence 0.71`. */
function caseText(report: Report, id: string): string | null {
  const counted = new Set(
    report.variants
      .filter(({ stress, status }) => !stress && status !== 'pending')
      .map((each) => each.id),
  );
  const own = report.outcomes.filter(
    (each) =>
      each.case === id &&
      each.status === 'completed' &&
      counted.has(each.variant) &&
      each.repeat === 1,
  );
  const headline = own.filter(({ shots }) => shots === report.plan.shots[0]);
  if (headline.length === 0) return null;
  const sure = headline.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const confidence =
    sure.length > 0
      ? l10n.t('confidence {0}', (sure.reduce((a, b) => a + b, 0) / sure.length).toFixed(2))
      : null;
  const scored = headline.filter(({ score }) => score !== null);
  const right = scored.filter(({ score }) => score === 1).length;
  const result =
    scored.length > 0
      ? l10n.t('right under {0} of {1} wordings', right, scored.length)
      : l10n.t('{0} different answers', new Set(headline.map(({ answer }) => answer)).size);
  return [result, confidence].filter((part) => part !== null).join(' · ');
}
