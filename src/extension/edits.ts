/** Puts a wording into the prompt file, as one edit that undo takes back; and opens a kept wording to be mended. */

import { l10n, Range, Selection, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Message } from '../core/index.js';
import { engine } from './engine.js';
import type { Platform } from './platform.js';
import type { Session } from './session.js';

/** Throws `UserError` when the prompt changed since the wording was made, or the file cannot hold it. */
export async function applyWording(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  variant: string,
): Promise<void> {
  const core = await engine();
  const entry = await session.withReport(uri);
  const messages = wordingOf(entry, variant);
  if (!messages) throw new UserError(l10n.t('There is no wording {0}.', variant));
  const document = await workspace.openTextDocument(uri);
  const { report, prompt, wordings, place } = await session.refresh(uri);
  const kept = wordings.find(({ id }) => id === variant);
  const stale =
    kept?.status === 'stale' ||
    (!kept && report && prompt && core.fingerprint(prompt.messages) !== report.prompt.fingerprint);
  if (stale) {
    throw new UserError(
      l10n.t(
        'The prompt changed since this wording was made, and putting it in would undo that. Test the prompt again first.',
      ),
    );
  }
  if (!place) throw new UserError(l10n.t('This file is not in a folder of this machine.'));
  const source = { path: place.path, text: document.getText() };
  const { start, end, text } = await core.withSurroundings(
    await platform.surroundings(place, workspace.isTrusted),
    (around) => core.rewordPrompt(source, messages, around),
  );
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await workspace.applyEdit(edit)))
    throw new UserError(l10n.t('The edit was refused: is the file read-only?'));
  await window.showTextDocument(document, { preserveFocus: true, viewColumn: columnOf(uri) });
}

const wordingOf = (
  { report, wordings }: Awaited<ReturnType<Session['open']>>,
  variant: string,
): readonly Message[] | undefined =>
  wordings.find(({ id }) => id === variant)?.messages ??
  report?.variants.find(({ id }) => id === variant)?.messages;

/** Where the file is shown already, so that no second copy opens. */
const columnOf = (uri: Uri) =>
  window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
    ?.viewColumn ?? 1;

/** Opens the file of kept wordings at this one; its lenses approve and reject. */
export async function editWording(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  variant: string,
): Promise<void> {
  const { place } = await session.open(uri);
  if (!place) return;
  const document = await workspace.openTextDocument(Uri.file(await platform.variantsFile(place)));
  const { placesOf } = await engine();
  const line = (placesOf(document.getText()).find(({ id }) => id === variant)?.line ?? 1) - 1;
  await window.showTextDocument(document, { selection: new Selection(line, 0, line, 0) });
}
