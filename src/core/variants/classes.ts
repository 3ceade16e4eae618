/** The table of rewordings made by rule. A new class is one file and one row. */

import { format } from './format.js';
import { order } from './order.js';
import { persona } from './persona.js';
import { politeness } from './politeness.js';
import { typo } from './typo.js';
import type { VariantClass } from './variant.js';

export const RULE_CLASSES: readonly VariantClass[] = [format, order, persona, politeness, typo];

/** Written by a model or a person, and frozen in the repository. */
export const PARAPHRASE = 'paraphrase';

/** In this order variants are planned and shown. */
export const CLASS_IDS: readonly string[] = [PARAPHRASE, ...RULE_CLASSES.map(({ id }) => id)];

/** With the original 8, and one stress variant outside the headline. */
export const DEFAULT_COUNTS: Readonly<Record<string, number>> = {
  paraphrase: 2,
  format: 2,
  order: 1,
  persona: 1,
  politeness: 1,
  typo: 1,
};
