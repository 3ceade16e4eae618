/** How many instructions can the prompt carry, and which get lost? */

import type { Study } from '../../study.js';
import { designLoad, type LoadDesign } from './design.js';
import { measureLoad } from './measure.js';
import { loadSchema, type Load } from './schema.js';
import { loadView } from './words.js';

export const load: Study<LoadDesign, null, Load> = {
  id: 'load',
  design: designLoad,
  score: () => null,
  measure: measureLoad,
  schema: loadSchema,
  words: loadView,
};
