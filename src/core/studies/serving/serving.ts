/** Does the server matter: is the same prompt answered the same way, alone and beside other requests? */

import type { Design } from '../../plan/design.js';
import type { Study } from '../../study.js';
import { servedCells, type ServedCell } from './cells.js';
import { designServing } from './design.js';
import { measureServing } from './measure.js';
import { servingSchema, type Serving } from './schema.js';
import { servingView } from './words.js';

export const serving: Study<Design, readonly ServedCell[], Serving> = {
  id: 'serving',
  design: designServing,
  score: (_, { plan, passes }) => servedCells(plan, passes),
  measure: measureServing,
  schema: servingSchema,
  words: servingView,
};
