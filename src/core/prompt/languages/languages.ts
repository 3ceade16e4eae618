/** The table of template languages. */

import { copilot } from './copilot.js';
import { handlebars } from './handlebars.js';
import { jinja } from './jinja.js';
import type { TemplateLanguage } from './language.js';
import { literal } from './literal.js';

export type LanguageId = 'literal' | 'jinja' | 'handlebars' | 'copilot';

export const LANGUAGES: Readonly<Record<LanguageId, TemplateLanguage>> = {
  literal,
  jinja,
  handlebars,
  copilot,
};
