/** What would make it robust? Changes are chosen on some cases and offered for what they did on others. */

import type { AnswerDistance } from '../../score/scoreInput.js';
import type { Study } from '../../study.js';
import { designRepair } from './design.js';
import { ensembleCode } from './ensembleCode.js';
import { measureRepair } from './measure.js';
import type { RepairDesign } from './repairDesign.js';
import { repairSchema, type Repair } from './schema.js';
import { planAfter } from './survivors.js';
import { repairView } from './words.js';

export const repair: Study<RepairDesign, AnswerDistance, Repair> = {
  id: 'repair',
  asksWriter: true,
  design: designRepair,
  planOf: planAfter,
  score: ({ distance }) => distance,
  measure: measureRepair,
  offered: ({ findings: { winner } }) => winner?.edit.messages ?? null,
  code: ensembleCode,
  schema: repairSchema,
  words: repairView,
};
