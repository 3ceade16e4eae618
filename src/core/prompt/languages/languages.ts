/** The table of template languages. */

import { withImages } from '../images/imageMarks.js';
import { copilot } from './copilot.js';
import { handlebars } from './handlebars.js';
import { jinja } from './jinja.js';
import type { TemplateLanguage } from './language.js';
import { braces, commandArguments, literal } from './literal.js';
import { mustache } from './mustache.js';

export const LANGUAGE_IDS = [
  'literal',
  'jinja',
  'handlebars',
  'mustache',
  'copilot',
  'braces',
  'arguments',
] as const;
export type LanguageId = (typeof LANGUAGE_IDS)[number];

export const LANGUAGES: Readonly<Record<LanguageId, TemplateLanguage>> = {
  literal: withImages(literal),
  jinja: withImages(jinja),
  handlebars,
  mustache: withImages(mustache),
  copilot,
  braces: withImages(braces),
  arguments: commandArguments,
};
