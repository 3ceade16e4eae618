/** A small prompt to try things on, made when it is asked for and never over anything. */

import { l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import { UserError } from '../core/errors.js';

const NAME = 'sample.prompt.yml';

export async function createSample(extension: Uri): Promise<void> {
  const text = await workspace.fs.readFile(Uri.joinPath(extension, 'media', NAME));
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!folder)
    throw new UserError(
      l10n.t('Open a folder first. The sample prompt and its results are saved in it.'),
    );
  const target = Uri.joinPath(folder, 'prompts', NAME);
  const there = await workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!there) await workspace.fs.writeFile(target, text);
  // Beside what is open: nobody asked for that to go.
  const isFree = window.tabGroups.activeTabGroup.tabs.length === 0;
  const viewColumn = isFree ? ViewColumn.Active : ViewColumn.Beside;
  await window.showTextDocument(target, { viewColumn, preview: false });
}
