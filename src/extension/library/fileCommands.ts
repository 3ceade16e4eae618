/** What can be done with a prompt's file from the library: find it, name it, delete it. */

import type { Uri } from 'vscode';
import { commands, env, l10n, window, workspace } from 'vscode';
import { Dismissed } from '../models.js';
import type { Platform } from '../platform.js';
import { isOnHost, pathOf, uriOf } from '../fileUri.js';

export const revealPrompt = async (uri: Uri): Promise<void> => {
  await commands.executeCommand('revealInExplorer', uri);
};

export async function copyPromptPath(uri: Uri): Promise<void> {
  await env.clipboard.writeText(isOnHost(uri) ? pathOf(uri) : uri.toString());
  window.setStatusBarMessage(l10n.t('Copied: {0}', workspace.asRelativePath(uri)), 3000);
}

interface DeleteTools {
  readonly platform: Platform;
  /** Whether it is wanted; `kept`: what is kept for the prompt and goes with it. */
  readonly agree?: (uri: Uri, kept: readonly Uri[]) => Promise<boolean>;
}

/** Into the trash where there is one, so that a wrong click loses nothing. */
export async function deletePrompt(
  uri: Uri,
  { platform, agree = askToDelete }: DeleteTools,
): Promise<void> {
  const kept = (await platform.keptFilesOf(pathOf(uri))).map(uriOf);
  if (!(await agree(uri, kept))) throw new Dismissed();
  for (const each of [uri, ...kept]) await trash(each);
}

const trash = (uri: Uri) =>
  workspace.fs
    .delete(uri, { recursive: true, useTrash: true })
    .then(undefined, () => workspace.fs.delete(uri, { recursive: true }));

async function askToDelete(uri: Uri, kept: readonly Uri[]): Promise<boolean> {
  const action = l10n.t('Delete');
  const paths = kept.map((each) => workspace.asRelativePath(each));
  const detail =
    paths.length === 0
      ? l10n.t('Nothing else is kept for it.')
      : [l10n.t('With it goes what is kept for it:'), ...paths].join('\n');
  const answer = await window.showWarningMessage(
    l10n.t('Delete {0}?', workspace.asRelativePath(uri)),
    { modal: true, detail },
    action,
  );
  return answer === action;
}
