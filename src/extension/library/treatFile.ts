/** Makes a Markdown or text file a prompt, and remembers it in `plumbline.yml`. */

import { l10n, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { UserError } from '../../core/errors.js';
import { engine } from '../engine.js';
import type { PromptLibraries } from './promptLibraries.js';
import { isOnHost } from '../fileUri.js';

export async function treatFileAsPrompt(
  argument: unknown,
  libraries: PromptLibraries,
): Promise<void> {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (!uri || !isOnHost(uri))
    throw new UserError(l10n.t('Open a saved Markdown or text file first.'));
  const root = await libraries.rootOf(uri);
  if (!root) throw new UserError(l10n.t('Open the folder of this file first.'));
  const path = uri.path.slice(root.path.length + 1);
  const config = Uri.joinPath(root, 'plumbline.yml');
  const before = await workspace.openTextDocument(config).then(
    (document) => document,
    () => null,
  );
  const { treatAsPrompt } = await engine();
  const text = treatAsPrompt(before?.getText() ?? null, path);
  if (text === null)
    throw new UserError(l10n.t('plumbline.yml has errors. Fix them first, then try again.'));
  const edit = new WorkspaceEdit();
  if (before) edit.replace(config, wholeOf(before.lineCount), text);
  else edit.createFile(config, { contents: new TextEncoder().encode(text) });
  await workspace.applyEdit(edit);
  await before?.save();
  await libraries.refresh();
  window.setStatusBarMessage(l10n.t('{0} is a prompt now (plumbline.yml)', path), 5000);
}

const wholeOf = (lines: number) => new Range(0, 0, lines, 0);
