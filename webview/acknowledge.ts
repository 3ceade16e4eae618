/** Says beside a button that what it asked for has been done. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { FromPanel } from '../src/protocol.js';
import { shown } from './store.js';

const TEXTS: Readonly<Record<string, () => string>> = {
  applyWording: () => l10n.t('Applied to the file. Undo takes it back.'),
  applyChange: () => l10n.t('Applied to the file. Undo takes it back.'),
  addExamples: () => l10n.t('Added to the file. Undo takes it back.'),
};

/** `message`: what the button asks for; the region is there before it is needed, so that it is read out. */
export function acknowledgment(message: FromPanel) {
  const text = TEXTS[message.kind];
  if (!text) return nothing;
  const isDone = shown.view.acknowledged === `${message.kind}/${targetOf(message)}`;
  return html`<span class="small" role="status">${isDone ? `✓ ${text()}` : ''}</span>`;
}

function targetOf(message: FromPanel): string {
  if ('variant' in message) return String(message.variant);
  if ('study' in message) return message.study;
  return 'shots' in message ? String(message.shots) : '';
}
