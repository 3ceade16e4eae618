/** Does the prompt know when not to answer? */

import type { Study } from '../../study.js';
import { designRestraint, type RestraintDesign } from './design.js';
import { measureRestraint } from './measure.js';
import { restraintResultSchema, type Restraint } from './schema.js';
import { restraintView } from './words.js';

export const restraint: Study<RestraintDesign, null, Restraint> = {
  id: 'restraint',
  design: designRestraint,
  score: () => null,
  measure: measureRestraint,
  schema: restraintResultSchema,
  words: restraintView,
};
