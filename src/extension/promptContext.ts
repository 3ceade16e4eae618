/** Follows the editors: which of them shows a prompt, and when a prompt's text, kept wordings or history changed. */

import type { Uri } from 'vscode';
import { commands, window, workspace, type Disposable } from 'vscode';
import { isAtOrUnder } from './promptFiles.js';
import type { Session } from './session.js';

const SETTLE_MS = 300;

export function followPrompts(session: Session): Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const soon = (uri: Uri) => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        if (session.peek(uri)) void session.refresh(uri);
      }, SETTLE_MS),
    );
  };
  const gone = (folder: Uri) =>
    session.entries().forEach(({ uri }) => isAtOrUnder(folder, uri) && soon(uri));
  const tell = () => {
    const document = window.activeTextEditor?.document;
    const isPrompt = document !== undefined && session.isPrompt(document);
    void commands.executeCommand('setContext', 'plumbline.isPrompt', isPrompt);
  };
  tell();
  const kept = workspace.createFileSystemWatcher('**/.plumbline/{variants,runs}/**');
  const refreshAll = () =>
    session.entries().forEach(({ uri }) => !session.isRunning(uri) && soon(uri));
  const subscriptions = [
    window.onDidChangeActiveTextEditor(tell),
    workspace.onDidChangeTextDocument(
      ({ document }) => session.isPrompt(document) && soon(document.uri),
    ),
    workspace.onDidDeleteFiles(({ files }) => files.forEach(gone)),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => gone(oldUri))),
    kept,
    kept.onDidChange(refreshAll),
    kept.onDidCreate(refreshAll),
    kept.onDidDelete(refreshAll),
  ];
  return {
    dispose: () => {
      timers.forEach((timer) => clearTimeout(timer));
      subscriptions.forEach((each) => each.dispose());
    },
  };
}
