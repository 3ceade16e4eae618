/** Does the prompt know when not to answer? */

import type { Study } from '../../study.js';
import { designRestraint, type RestraintDesign } from './design.js';
import { createEntailmentStep } from './entailment.js';
import { measureRestraint } from './measure.js';
import { restraintResultSchema, type Restraint } from './schema.js';
import { restraintView } from './words.js';

export const restraint: Study<RestraintDesign, null, Restraint> = {
  id: 'restraint',
  design: designRestraint,
  answerStep: ({ judgedContexts, plan }, ask) =>
    judgedContexts.size === 0
      ? null
      : createEntailmentStep(plan.prompt, judgedContexts, { ask, seed: plan.seed }),
  score: () => null,
  measure: measureRestraint,
  schema: restraintResultSchema,
  words: restraintView,
};
