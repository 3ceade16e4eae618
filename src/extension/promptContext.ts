/** Follows the editors: which of them shows a prompt, and when a prompt's text, kept wordings or history changed. */

import type { TextDocument, Uri } from 'vscode';
import { commands, TabInputText, window, workspace, type Disposable } from 'vscode';
import type { ConfigFiles } from './configFiles.js';
import { isAtOrUnder } from './promptFiles.js';
import type { Session } from './session.js';

const SETTLE_MS = 300;

export function followPrompts(session: Session, configs: ConfigFiles): Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const settled = (uri: Uri, work: () => void) => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        if (session.peek(uri)) work();
      }, SETTLE_MS),
    );
  };
  const soon = (uri: Uri) => settled(uri, () => void session.refresh(uri));
  const gone = (folder: Uri) =>
    session.entries().forEach(({ uri }) => isAtOrUnder(folder, uri) && soon(uri));
  const tell = () => {
    const document = window.activeTextEditor?.document ?? documentOfActiveTab();
    const isPrompt = document !== undefined && session.isPrompt(document);
    void commands.executeCommand('setContext', 'plumbline.isPrompt', isPrompt);
  };
  tell();
  const kept = workspace.createFileSystemWatcher('**/.plumbline/{variants,runs}/**');
  const refreshAll = () =>
    session.entries().forEach(({ uri }) => !session.isRunning(uri) && soon(uri));
  const subscriptions = [
    window.onDidChangeActiveTextEditor(tell),
    window.tabGroups.onDidChangeTabs(tell),
    // What is a prompt may be known only once the file or the library has been read.
    session.onDidChange(({ part }) => part === 'all' && tell()),
    workspace.onDidChangeTextDocument(
      // What others read meanwhile is not read again: only its text changed.
      ({ document }) =>
        session.isPrompt(document) && settled(document.uri, () => void session.upToDate(document)),
    ),
    workspace.onDidDeleteFiles(({ files }) => files.forEach(gone)),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => gone(oldUri))),
    kept,
    configs.onDidChange(refreshAll),
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

/** The editor names no active text editor while one is being opened, and now and then afterwards. */
export function documentOfActiveTab(): TextDocument | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputText)) return undefined;
  return workspace.textDocuments.find(({ uri }) => uri.toString() === input.uri.toString());
}
