/** Would examples help? */

import type { Design } from '../../plan/design.js';
import { versionsOf } from '../../run/modelVersions.js';
import { versionNotes } from '../../run/runNotes.js';
import { tokensPerCall } from '../../run/tokensPerCall.js';
import { scoreAnswers } from '../../score/scoreAnswers.js';
import { compareShots, type ShotsComparison } from '../../score/shotsComparison.js';
import type { Study } from '../../study.js';
import { studyResult } from '../studyResult.js';
import { designFewShot } from './design.js';
import { fewShotSchema, type FewShot } from './schema.js';
import { fewShotView } from './words.js';

/** The metrics configurations are compared by. */
const COMPARED = new Set(['accuracy', 'pss.excess', 'divergence.excess']);

export const fewShot: Study<Design, ShotsComparison, FewShot> = {
  id: 'few-shot',
  design: designFewShot,
  score: (input, run) => {
    const { metrics } = scoreAnswers(input, { only: COMPARED });
    return compareShots(input, run.plan, { tokensPerCall: tokensPerCall(run), metrics }) ?? NOTHING;
  },
  measure: ({ run, scores }) =>
    studyResult('few-shot', run, {
      findings: scores,
      notes: versionNotes(versionsOf(run.result.outcomes)),
    }),
  schema: fewShotSchema,
  words: fewShotView,
};

/** With one configuration there is nothing to compare. */
const NOTHING: ShotsComparison = { rows: [], best: null, cheapest: null, orders: [] };
