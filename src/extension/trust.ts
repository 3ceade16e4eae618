/** Where nothing may be sent, and why. */

import { l10n, workspace, type Uri } from 'vscode';
import { isOnHost } from './fileUri.js';

export interface Unavailable {
  readonly reason: string;
  /** Trusting the workspace would help. */
  readonly trust: boolean;
}

/** Null where a prompt can be tested. */
export function whyUnavailable(uri: Uri): Unavailable | null {
  if (!workspace.isTrusted) {
    return {
      reason: l10n.t('Not available: this workspace is not trusted, so nothing is sent.'),
      trust: true,
    };
  }
  if (uri.scheme === 'untitled')
    return { reason: l10n.t('Save this file first. Results are saved next to it.'), trust: false };
  if (!isOnHost(uri)) {
    return {
      reason: l10n.t('Not available: results cannot be saved in a virtual workspace.'),
      trust: false,
    };
  }
  return null;
}
