/** Did the model change since a result was accepted? */

import { readAnswers } from '../../answers/readAnswers.js';
import { shapeOfRun } from '../../answers/shapeOfAnswers.js';
import type { Plan } from '../../plan/planRun.js';
import { costOf } from '../../plan/callEstimate.js';
import { stopByCases, type StopRule } from '../../run/stopEarly.js';
import type { Study } from '../../study.js';
import { designDrift, type DriftDesign } from './design.js';
import { measureDrift } from './measure.js';
import { driftSchema, type Drift } from './schema.js';
import { caseDrifts, type CaseDrift } from './caseDrifts.js';
import { watchDrift } from '../../score/statistics/driftWatch.js';
import { driftView } from './words.js';

const idsOf = ({ variants }: Plan) => variants.map(({ id }) => id);

export const drift: Study<DriftDesign, readonly CaseDrift[], Drift> = {
  id: 'drift',
  design: designDrift,
  score: (input, { plan }, { baseline }) => caseDrifts(input, baseline, idsOf(plan)),
  measure: measureDrift,
  stopRule: stopWhenClear,
  isFailure: ({ findings }) => findings.verdict === 'drifted',
  schema: driftSchema,
  words: driftView,
};

/** A case is compared once all its wordings are answered. */
function stopWhenClear({ plan, baseline, price }: DriftDesign): StopRule {
  const watch = watchDrift();
  const [original] = plan.variants;
  return stopByCases(plan, {
    add(outcomes) {
      const shape = shapeOfRun(plan.prompt, outcomes);
      const answers = readAnswers(outcomes, plan.prompt, {
        shape,
        costOf: (usage) => costOf(usage, price),
      });
      const isWhole = baseline.measured.variants.every((id) =>
        answers.some(({ variant, score }) => variant === id && score !== null),
      );
      // A case that lacks a wording says nothing of all; that the whole run lacks it is known at the end alone.
      if (!isWhole && baseline.measured.variants.every((id) => idsOf(plan).includes(id))) return;
      const found = caseDrifts({ answers, original: original?.id ?? '' }, baseline, idsOf(plan));
      found.forEach(({ before, now }) => watch.add(now - before));
    },
    look: () => (watch.verdict === 'too-early' ? null : 'verdict'),
  });
}
