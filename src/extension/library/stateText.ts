import { l10n } from 'vscode';
import type { PromptState } from '../../core/index.js';

/** The verdict's own word, or why there is none. */
export function stateText({ kind, word, changed }: PromptState): string {
  if (kind === 'none') return l10n.t('never tested');
  if (kind === 'unreadable') return l10n.t('cannot be read');
  if (kind !== 'stale') return word;
  if (changed === 'prompt') return l10n.t('prompt changed');
  return changed === 'cases' ? l10n.t('cases changed') : l10n.t('model changed');
}
