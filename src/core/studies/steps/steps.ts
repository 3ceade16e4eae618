/** What do several steps with tools do, when only the wording changes, or a tool fails? */

import type { Study } from '../../study.js';
import { designSteps, type StepsDesign } from './design.js';
import { judgeRuns } from './judged.js';
import { measureSteps } from './measure.js';
import { stepsSchema, type StepsResult } from './schema.js';
import { planOfNextStep } from './stepTrials.js';
import { stepsView } from './words.js';

export const steps: Study<StepsDesign, null, StepsResult> = {
  id: 'steps',
  design: designSteps,
  planOf: planOfNextStep,
  answerStep: judgeRuns,
  score: () => null,
  measure: measureSteps,
  schema: stepsSchema,
  words: stepsView,
};
