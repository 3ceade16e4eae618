/** How many instructions can the prompt carry, and which get lost? */

import type { RunResult } from '../../run/runPlan.js';
import type { Study } from '../../study.js';
import { designLoad, type LoadDesign } from './design.js';
import { measureLoad, proposalsOf } from './measure.js';
import { loadSchema, type Load } from './schema.js';
import { loadView } from './words.js';

export const load: Study<LoadDesign, null, Load> = {
  id: 'load',
  design: designLoad,
  planOf: planOfProposals,
  score: () => null,
  measure: measureLoad,
  schema: loadSchema,
  words: loadView,
};

/** Null where nothing is lost. */
async function planOfProposals(design: LoadDesign, earlier: readonly RunResult[]) {
  const proposals = proposalsOf(design, earlier);
  return proposals.length === 0
    ? null
    : design.planFor(proposals.flatMap(({ wordings }) => wordings));
}
