/** At the end of the line, in a muted colour: the last result behind the prompt, and behind each case what came of it. */

import {
  Range,
  ThemeColor,
  window,
  type Disposable,
  type LogOutputChannel,
  type TextEditor,
} from 'vscode';
import { logError } from './logError.js';
import { caseText } from './caseText.js';
import { engine } from './engine.js';
import type { Entry } from './entry.js';
import type { Session } from './session.js';
import { readSettings } from './settings.js';
import { PROMPT_ITSELF, type RedMessages } from './tests/redMessages.js';
import { say } from './say.js';

interface DecorationTools {
  readonly session: Session;
  /** Lines that are taken. */
  readonly messages: RedMessages;
  readonly log: LogOutputChannel;
}

export class Decorations implements Disposable {
  readonly #session: Session;
  readonly #messages: RedMessages;
  readonly #log: LogOutputChannel;
  readonly #type = window.createTextEditorDecorationType({
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    isWholeLine: true,
  });
  readonly #subscriptions: Disposable[];

  constructor({ session, messages, log }: DecorationTools) {
    this.#session = session;
    this.#messages = messages;
    this.#log = log;
    this.#subscriptions = [
      session.onDidChange(({ entry, part }) => part === 'all' && this.#drawFor(entry)),
      window.onDidChangeVisibleTextEditors(() => this.refresh()),
      messages.onDidChange(() => this.refresh()),
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

  async #draw(editor: TextEditor, { uri, report, prompt, soFar }: Entry): Promise<void> {
    const shown = readSettings(editor.document.uri).decorations && report && prompt && !soFar;
    if (!shown) {
      editor.setDecorations(this.#type, []);
      return;
    }
    const core = await engine();
    const results = core.caseResults(report);
    const at = (line: number, contentText: string) => ({
      range: new Range(line - 1, 0, line - 1, 0),
      renderOptions: { after: { contentText } },
    });
    const lines = editor.document.lineCount;
    const cases = prompt.cases.flatMap(({ id, range }) => {
      const result = results.get(id);
      const isFree = range && range.line <= lines && !this.#messages.has(uri, id);
      return isFree && result ? [at(range.line, caseText(result, core))] : [];
    });
    // The lens over the prompt says the same.
    const isSaid =
      readSettings(editor.document.uri).codeLens || this.#messages.has(uri, PROMPT_ITSELF);
    const result = isSaid
      ? []
      : [at(prompt.start.line, core.summaryLine(core.summaryOf(report), say))];
    editor.setDecorations(this.#type, [...result, ...cases]);
  }
}
