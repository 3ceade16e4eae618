/** How deeply does the model think: at which layer does each token settle, and does the wording change that? */

import type { Design } from '../../plan/design.js';
import type { Study } from '../../study.js';
import { designDepth } from './design.js';
import { measureDepth } from './measure.js';
import { readLayers } from './readLayers.js';
import { depthSchema, type Depth } from './schema.js';
import { depthView } from './words.js';

export const depth: Study<Design, null, Depth> = {
  id: 'depth',
  design: designDepth,
  inspect: ({ plan }, outcomes, whiteBox) => readLayers(plan, outcomes, whiteBox),
  score: () => null,
  measure: measureDepth,
  schema: depthSchema,
  words: depthView,
};
