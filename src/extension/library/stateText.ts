import { l10n } from 'vscode';
import { say } from '../say.js';
import type { Change, PromptState } from '../../core/index.js';

/** The verdict's own word, or why there is none. */
export function stateText({ kind, word, changed }: PromptState): string {
  if (kind === 'none') return l10n.t('never tested');
  if (kind === 'unreadable') return l10n.t('cannot be read');
  return changed === null ? say(word) : changeText(changed);
}

export function changeText(changed: Change): string {
  const texts: Readonly<Record<Change, string>> = {
    prompt: l10n.t('prompt changed'),
    files: l10n.t('included files changed'),
    cases: l10n.t('cases changed'),
    wordings: l10n.t('approved wordings changed'),
    settings: l10n.t('settings changed'),
    model: l10n.t('model changed'),
    age: l10n.t('measured too long ago'),
  };
  return texts[changed];
}
