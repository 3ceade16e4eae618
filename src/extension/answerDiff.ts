/** Both answers of a cell in the editor's own diff view. */

import { commands, l10n, Uri, workspace, type Disposable } from 'vscode';
import { UserError } from '../core/errors.js';
import type { CellAddress } from '../core/index.js';
import { engine } from './engine.js';
import type { Session } from './session.js';

const SCHEME = 'plumbline-answer';

/** The documents say in their address whose answer they are, so that they can be made again after a reload. */
export function answerDocuments(session: Session): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const [prompt, cell] = JSON.parse(uri.query) as [string, CellAddress];
      const { report } = await session.withReport(Uri.parse(prompt));
      const { cellOf, laidOut } = await engine();
      const found = report && cellOf(report, cell);
      const text = (found?.compared?.answer ?? found?.answers[0])?.text ?? '';
      return laidOut(text) ?? text;
    },
  });
}

export async function openAnswerDiff(session: Session, uri: Uri, cell: CellAddress): Promise<void> {
  const { report } = await session.withReport(uri);
  const original = report?.variants[0]?.id;
  const { cellOf, variantName, caseTitle } = await engine();
  const found = report && cellOf(report, cell);
  if (!original || !found?.compared) throw new UserError(l10n.t('There is no answer to compare.'));
  const documentOf = (variant: string) =>
    Uri.from({
      scheme: SCHEME,
      path: `/${variant}, ${caseTitle(cell.case)}.txt`,
      query: JSON.stringify([uri.toString(), { ...cell, variant }]),
    });
  const title = l10n.t('{0}: original ↔ {1}', found.title, variantName(cell.variant));
  await commands.executeCommand(
    'vscode.diff',
    documentOf(original),
    documentOf(cell.variant),
    title,
    {
      preview: true,
    },
  );
}
