/** What do the retrieved passages do to the answers? */

import type { Study } from '../../study.js';
import { designContext, type ContextDesign } from './design.js';
import { measureContext } from './measure.js';
import { contextSchema, type ContextResult } from './schema.js';
import { contextView } from './words.js';

export const context: Study<ContextDesign, null, ContextResult> = {
  id: 'context',
  design: designContext,
  score: () => null,
  measure: measureContext,
  schema: contextSchema,
  words: contextView,
};
