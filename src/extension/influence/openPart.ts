import { Selection, TextEditorRevealType, window, workspace, type Uri } from 'vscode';
import { columnOf } from '../documents.js';
import { engine } from '../engine.js';
import type { Session } from '../session.js';
import { placedParts } from './influenceView.js';

/** Shows and selects a measured sentence in its file; the file alone where it is not there any more. */
export async function openPart(session: Session, uri: Uri, id: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const entry = await session.upToDate(document);
  const found = placedParts(entry, await engine()).find(({ part }) => part.id === id);
  const editor = await window.showTextDocument(document, { viewColumn: columnOf(uri) });
  if (!found) return;
  const { start, end } = found.range;
  editor.selection = new Selection(document.positionAt(start), document.positionAt(end));
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
