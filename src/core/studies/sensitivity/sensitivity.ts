/** Does the wording matter? */

import type { Design } from '../../plan/design.js';
import { scoreAnswers, type Scores } from '../../score/scoreAnswers.js';
import type { Study } from '../../study.js';
import { designSensitivity } from './design.js';
import { measureSensitivity } from './measure.js';
import { reportSchema, type Report } from './schema.js';
import { summaryOf } from './summary.js';
import { verdictStopRule } from './verdictWatch.js';
import { sensitivityView } from './words.js';

export const sensitivity: Study<Design, Scores, Report> = {
  id: 'sensitivity',
  asksWriter: true,
  design: designSensitivity,
  score: (input) => scoreAnswers(input),
  measure: measureSensitivity,
  stopRule: (design) => verdictStopRule(design, design.price),
  summary: summaryOf,
  schema: reportSchema,
  words: sensitivityView,
};
