/** Opt-in: a prompt that was tested before is tested again when it is saved, within its own small budget. */

import { workspace, type Disposable, type LogOutputChannel } from 'vscode';
import { logError } from './logError.js';
import type { Session } from './session.js';
import { readSettings } from './settings.js';
import { whyUnavailable } from './trust.js';

export function runOnSave(session: Session, log: LogOutputChannel): Disposable {
  return workspace.onDidSaveTextDocument(async (document) => {
    const { runOnSave: enabled, runOnSaveCalls } = readSettings(document.uri);
    if (!enabled || !session.isPrompt(document) || whyUnavailable(document.uri)) return;
    const { history } = await session.open(document.uri);
    if (history.length === 0) return;
    try {
      await session.test(document.uri, { unattendedCalls: runOnSaveCalls });
    } catch (error) {
      logError(error, log);
    }
  });
}
