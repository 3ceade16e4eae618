import { l10n } from 'vscode';
import type { Say } from '../core/index.js';

/** The engine's sentences in the editor's language. */
export const say: Say = (template, params) => l10n.t(template, params ?? {});
