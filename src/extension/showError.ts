/** The one place where errors reach the user: expected ones in their own words, others as a bug with its stack in the log. */

import { l10n, window, type LogOutputChannel } from 'vscode';
import { isUserError } from '../core/errors.js';
import { Dismissed } from './models.js';
import { say } from './say.js';

export function showError(error: unknown, log: LogOutputChannel): void {
  if (error instanceof Dismissed) return;
  if (isUserError(error)) {
    log.warn(error.message);
    void window.showErrorMessage(error.sentence(say));
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const show = l10n.t('Show log');
  void window
    .showErrorMessage(
      l10n.t(
        'Plumbline hit an unexpected error: {0}',
        error instanceof Error ? error.message : String(error),
      ),
      show,
    )
    .then((picked) => picked === show && log.show());
}
