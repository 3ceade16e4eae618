import { env, l10n } from 'vscode';
import type { Say } from '../core/index.js';

/** That of the texts: English where there is no translation into the editor's. */
export const locale = l10n.bundle ? env.language : 'en';

/** The engine's sentences in the editor's language. */
export const say: Say = Object.assign(
  (...[template, params = {}]: Parameters<Say>) => l10n.t(template, params),
  { locale },
);
