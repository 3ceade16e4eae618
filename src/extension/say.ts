import { env, l10n } from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Say } from '../core/index.js';

/** That of the texts: English where there is no translation into the editor's. */
export const locale = l10n.bundle ? env.language : 'en';

/** The engine's sentences in the editor's language. */
export const say: Say = Object.assign(
  (...[template, params = {}]: Parameters<Say>) => l10n.t(template, params),
  { locale },
);

/** What an error says, in the editor's language where it was written for a user. */
export const errorSaid = (error: unknown): string =>
  isUserError(error) ? error.sentence(say) : error instanceof Error ? error.message : String(error);
