/** Which words matter? */

import type { Study } from '../../study.js';
import { designInfluence, type InfluenceDesign } from './design.js';
import { measureInfluence } from './measure.js';
import { partEffects, type PartInfluence } from './partEffects.js';
import { influenceSchema, type Influence } from './schema.js';
import { influenceView } from './words.js';

export const influence: Study<InfluenceDesign, readonly PartInfluence[], Influence> = {
  id: 'influence',
  design: designInfluence,
  score: partEffects,
  measure: measureInfluence,
  schema: influenceSchema,
  words: influenceView,
};
