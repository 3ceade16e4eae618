/** The table of rule-based variant classes. A new class is one file and one row. */

import { distractor } from './distractor.js';
import { format } from './format.js';
import { keyboard } from './keyboard.js';
import { order } from './order.js';
import { outputFormat } from './outputFormat.js';
import { PARAPHRASE } from './paraphrase.js';
import { persona } from './persona.js';
import { politeness } from './politeness.js';
import { rolePlacement } from './rolePlacement.js';
import { structure } from './structure.js';
import { synonym } from './synonym.js';
import { truncation } from './truncation.js';
import { typo } from './typo.js';
import type { VariantClass } from '../variant.js';
import { whitespace } from './whitespace.js';

export const RULE_CLASSES: readonly VariantClass[] = [
  format,
  structure,
  order,
  persona,
  outputFormat,
  rolePlacement,
  politeness,
  synonym,
  whitespace,
  typo,
  keyboard,
  distractor,
  truncation,
];

/** The number of variants per class, or in total, spread over all classes except stress classes. */
export type VariantRequest = number | Readonly<Record<string, number>>;

/** The order in which variants are planned and shown. */
export const CLASS_IDS: readonly string[] = [PARAPHRASE, ...RULE_CLASSES.map(({ id }) => id)];

/** With the original, 8 variants that count, plus one stress variant that does not. */
export const DEFAULT_COUNTS: Readonly<Record<string, number>> = {
  paraphrase: 2,
  format: 2,
  order: 1,
  persona: 1,
  politeness: 1,
  typo: 1,
};
