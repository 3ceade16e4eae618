/** Edits of files as one step that undo takes back, and files as the editor has them, saved or not. */

import { l10n, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { UserError } from '../core/errors.js';
import type { SourceEdit, SurroundingsReader } from '../core/index.js';
import { uriOf } from './fileUri.js';

/** Throws `UserError` when the editor refuses. */
export async function applySourceEdit(document: TextDocument, source: SourceEdit): Promise<void> {
  await replaceInDocument(document, source);
  await showDocument(document);
}

/** Without showing it. Throws `UserError` when the editor refuses. */
export async function replaceInDocument(
  document: TextDocument,
  { start, end, text }: SourceEdit,
): Promise<void> {
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, text);
  await apply(edit);
}

/** Throws `UserError` when the editor refuses. */
export async function createDocument(uri: Uri, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  await apply(edit);
  await showDocument(await workspace.openTextDocument(uri));
}

async function apply(edit: WorkspaceEdit): Promise<void> {
  if (!(await workspace.applyEdit(edit)))
    throw new UserError(l10n.t('The file could not be edited. Check whether it is read-only.'));
}

const showDocument = (document: TextDocument) =>
  window.showTextDocument(document, { preserveFocus: true, viewColumn: columnOf(document.uri) });

/** Where the file is shown already, so that no second copy opens. */
export const columnOf = (uri: Uri) =>
  window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
    ?.viewColumn ?? 1;

/** Files that are open are read as they stand in the editor: an edit counts from there. */
export const asInEditor = (reader: SurroundingsReader, root: string): SurroundingsReader => ({
  ...reader,
  async file(path) {
    const uri = Uri.joinPath(uriOf(root), path).toString();
    const open = workspace.textDocuments.find((each) => each.uri.toString() === uri);
    return open?.getText() ?? reader.file(path);
  },
});
