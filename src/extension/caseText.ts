import { l10n } from 'vscode';
import type { CaseResult } from '../core/index.js';
import type { Engine } from './engine.js';
import { say } from './say.js';

/** For instance `correct with 6 of 8 variants · confidence 0.71`. */
export function caseText(
  { scored, right, answers, confidence }: CaseResult,
  { number }: Pick<Engine, 'number'>,
): string {
  const result =
    scored > 0
      ? l10n.t('correct with {0} of {1} variants', right, scored)
      : l10n.t('{0} different answers', answers);
  return confidence === null
    ? result
    : `${result} · ${l10n.t('confidence {0}', number(confidence, say))}`;
}
