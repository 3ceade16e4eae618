import { window, type Disposable, type LogOutputChannel, type TextEditor } from 'vscode';
import type { Entry } from './entry.js';
import { logError } from './logError.js';
import type { Session } from './session.js';

export interface Drawing extends Disposable {
  /** In the editors that show it. */
  drawFor(entry: Entry): void;
}

/** Draws a prompt in every visible editor that shows it: now, and whenever the prompt, its results or the editors change. */
export function drawnInEditors(
  { session, log }: { session: Session; log: LogOutputChannel },
  draw: (editor: TextEditor, entry: Entry) => Promise<void>,
): Drawing {
  const drawIn = async (editor: TextEditor, entry: Entry) => {
    // Typed on meanwhile: what is drawn moves along until the text is read again.
    if (entry.text !== null && entry.text !== editor.document.getText()) return;
    await draw(editor, entry).catch((error: unknown) => logError(error, log));
  };
  const drawFor = (entry: Entry) => {
    for (const editor of window.visibleTextEditors)
      if (editor.document.uri.toString() === entry.uri.toString()) void drawIn(editor, entry);
  };
  const drawAll = () => {
    for (const editor of window.visibleTextEditors) {
      if (!session.isPrompt(editor.document)) continue;
      void session
        .upToDate(editor.document)
        .then((entry) => drawIn(editor, entry))
        .catch((error: unknown) => logError(error, log));
    }
  };
  const subscriptions = [
    session.onDidChange(({ entry, part }) => part === 'all' && drawFor(entry)),
    window.onDidChangeVisibleTextEditors(drawAll),
  ];
  drawAll();
  return {
    drawFor,
    dispose: () => subscriptions.forEach((each) => each.dispose()),
  };
}
