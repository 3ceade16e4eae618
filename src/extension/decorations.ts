/** At the end of the line, in a muted colour: the last result behind the prompt, and behind each case what came of it. */

import {
  l10n,
  Range,
  ThemeColor,
  window,
  type Disposable,
  type LogOutputChannel,
  type TextEditor,
} from 'vscode';
import { logError } from './logError.js';
import type { CaseResult } from '../core/index.js';
import { engine } from './engine.js';
import type { Entry } from './entry.js';
import type { Session } from './session.js';
import { readSettings } from './settings.js';

export class Decorations implements Disposable {
  readonly #session: Session;
  readonly #log: LogOutputChannel;
  readonly #type = window.createTextEditorDecorationType({
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    isWholeLine: true,
  });
  readonly #subscriptions: Disposable[];

  constructor(session: Session, log: LogOutputChannel) {
    this.#session = session;
    this.#log = log;
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
      if (this.#session.isPrompt(editor.document)) void this.#load(editor);
    }
  }

  async #load(editor: TextEditor): Promise<void> {
    try {
      await this.#draw(editor, await this.#session.withReport(editor.document.uri));
    } catch (error) {
      // Only decorations: a kept report that cannot be read must not interrupt whoever is typing.
      logError(error, this.#log);
    }
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
    const { caseResults, summaryOf, summaryLine, number } = await engine();
    const results = caseResults(report);
    const at = (line: number, contentText: string) => ({
      range: new Range(line - 1, 0, line - 1, 0),
      renderOptions: { after: { contentText } },
    });
    const lines = editor.document.lineCount;
    const cases = prompt.cases.flatMap(({ id, range }) => {
      const result = results.get(id);
      return range && result && range.line <= lines
        ? [at(range.line, caseText(result, number))]
        : [];
    });
    // The lens over the prompt says the same.
    const result = readSettings(editor.document.uri).codeLens
      ? []
      : [at(prompt.start.line, summaryLine(summaryOf(report)))];
    editor.setDecorations(this.#type, [...result, ...cases]);
  }
}

/** For instance `right under 6 of 8 wordings · confidence 0.71`. */
function caseText(
  { scored, right, answers, confidence }: CaseResult,
  number: (value: number) => string,
): string {
  const result =
    scored > 0
      ? l10n.t('correct with {0} of {1} variants', right, scored)
      : l10n.t('{0} different answers', answers);
  return confidence === null
    ? result
    : `${result} · ${l10n.t('confidence {0}', number(confidence))}`;
}
