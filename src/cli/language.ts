/** The language of reports in the terminal: that of `PLUMBLINE_LANGUAGE`, with the texts the editor has. */

import { createRequire } from 'node:module';
import { UserError } from '../core/errors.js';
import { english, type Say } from '../core/say/say.js';
import { worded } from '../core/say/worded.js';

export const LANGUAGES = ['de', 'es', 'fr', 'ja', 'zh-cn'] as const;

const load = createRequire(import.meta.url);
/** Beside `dist`, whichever of its files this stands in. */
const FOLDERS = ['../l10n/', '../../l10n/'];

/**
 * `auto` takes the language of the system, and English where there is none of that. Throws `UserError` for one there is no
 * translation into.
 */
export function sayFor(env: Readonly<Record<string, string | undefined>>): Say {
  const asked = env['PLUMBLINE_LANGUAGE']?.trim().toLowerCase() ?? '';
  if (asked === '') return english;
  if (asked !== 'auto') return sayIn(asked) ?? refuse(asked);
  return sayIn(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ?? english;
}

/** For what has to be said whatever the language is: in English where there are no texts in the one that is asked for. */
export function readerOf(env: Readonly<Record<string, string | undefined>>): Say {
  try {
    return sayFor(env);
  } catch {
    return english;
  }
}

function refuse(asked: string): never {
  throw new UserError(
    worded`PLUMBLINE_LANGUAGE is "${asked}". There are reports in en, ${LANGUAGES.join(', ')}; "auto" takes the language of the system.`,
  );
}

/** `de`, `de-AT` and `de_DE.UTF-8` are one language here. Null where there is no translation. */
function sayIn(locale: string): Say | null {
  const [language = ''] = locale.toLowerCase().split(/[._@-]/, 1);
  if (['en', 'c', 'posix'].includes(language)) return english;
  const found = LANGUAGES.find((each) => each.split('-', 1)[0] === language);
  if (!found) return null;
  const texts = textsOf(found);
  const say: Say = (template, params) => english(texts.get(template) ?? template, params);
  return Object.assign(say, { locale: tagOf(locale) ?? found });
}

/** `de_AT.UTF-8` as a BCP 47 tag; null where it names no region. */
function tagOf(locale: string): string | null {
  const [, language, region] = /^([a-z]{2})[_-]([a-z]{2})(?![a-z])/i.exec(locale) ?? [];
  return language && region ? `${language}-${region.toUpperCase()}` : null;
}

function textsOf(language: (typeof LANGUAGES)[number]): ReadonlyMap<string, string> {
  for (const folder of FOLDERS) {
    try {
      const texts = load(`${folder}bundle.l10n.${language}.json`) as Record<string, string>;
      return new Map(Object.entries(texts));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return new Map();
}
