/** Takes a wording from the clipboard into the review. */

import { env, l10n, window, type Uri } from 'vscode';
import { UserError } from '../../core/errors.js';
import type { Imported } from '../../core/index.js';
import { engine, type Engine } from '../engine.js';
import type { Panels } from '../panels.js';
import { say } from '../say.js';
import type { WordingReview } from './wordingReview.js';

/** `text`: null takes the clipboard. Throws `UserError` when it is empty. */
export async function pasteVariant(
  uri: Uri,
  text: string | null,
  { review, panels }: { review: WordingReview; panels: Panels },
): Promise<Imported> {
  const wording = text ?? (await env.clipboard.readText());
  if (wording.trim() === '')
    throw new UserError(l10n.t('The clipboard has no text. Copy a wording of the prompt first.'));
  const added = await review.add(uri, wording, l10n.t('Pasted from the clipboard'));
  panels.show(uri);
  void window.showInformationMessage(sentenceFor(added, await engine()));
  return added;
}

function sentenceFor({ id, status, reason, flags }: Imported, core: Engine): string {
  const found = core.findingSaid(reason ?? flags[0]?.text ?? '', say);
  if (id === null) return l10n.t('The wording was not added: {0}.', found);
  if (status === 'rejected')
    return l10n.t('{0} failed the meaning check: {1}. It is kept for review.', id, found);
  return l10n.t('Added {0}. Review it in the panel.', id);
}
