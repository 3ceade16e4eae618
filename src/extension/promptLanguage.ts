/**
 * Gives `.prompty` and `.prompt` files highlighting, brackets and folding where nothing else does. The manifest declares
 * no file name for the language: that would compete with the extension these files belong to.
 */

import { Disposable, languages, workspace, type TextDocument } from 'vscode';
import { languageFor } from './languageFor.js';

export function promptLanguage(): Disposable {
  /** Open documents that were claimed once: who selects plain text for one keeps that. */
  const claimed = new Set<string>();
  const claim = (document: TextDocument) => {
    const { uri, languageId } = document;
    const language = languageFor(uri.path, languageId);
    if (language === null || claimed.has(uri.toString())) return;
    claimed.add(uri.toString());
    void languages.setTextDocumentLanguage(document, language);
  };
  // A change of language closes and opens the document, which stays in the list.
  const forget = ({ uri }: TextDocument) => {
    if (workspace.textDocuments.every((each) => each.uri.toString() !== uri.toString()))
      claimed.delete(uri.toString());
  };
  workspace.textDocuments.forEach(claim);
  return Disposable.from(
    workspace.onDidOpenTextDocument(claim),
    workspace.onDidCloseTextDocument(forget),
  );
}
