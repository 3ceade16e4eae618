/** What each sign of the matrix says, in the editor's language. */

import * as l10n from '@vscode/l10n';
import type { Glyph } from '../src/core/report/glyphs.js';

const WORDS: Readonly<Record<Glyph, () => string>> = {
  right: () => l10n.t('right'),
  wrong: () => l10n.t('wrong'),
  mixed: () => l10n.t('repeats disagree'),
  partly: () => l10n.t('partly correct'),
  same: () => l10n.t('same as the original'),
  different: () => l10n.t('different'),
  unreadable: () => l10n.t('unreadable answer'),
  unscored: () => l10n.t('not scored'),
  failed: () => l10n.t('failed'),
  missing: () => l10n.t('not run'),
};

export const glyphWords = (glyph: Glyph): string => WORDS[glyph]();
