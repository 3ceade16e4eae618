import { costOf } from '../../plan/callEstimate.js';
import { prescribedRefusals } from '../../prompt/prescribedRefusal.js';
import { versionsOf } from '../../run/modelVersions.js';
import { versionNotes } from '../../run/runNotes.js';
import type { Measured } from '../../study.js';
import { isCounted } from '../../variants/variant.js';
import { studyResult } from '../studyResult.js';
import type { StepsDesign } from './design.js';
import { findingsOf } from './findings.js';
import { followed } from './follow.js';
import { judgedFindings } from './judged.js';
import type { StepsResult } from './schema.js';
import { scoredRuns } from './scoreRuns.js';

export function measureSteps({ design, run }: Measured<StepsDesign, null>): StepsResult {
  const { plan, faulty, mocked, maxSteps } = design;
  const { price } = run.endpoint;
  const counted = plan.variants.filter(isCounted).map(({ id }) => id);
  const ended = followed(design, run.passes);
  const runs = scoredRuns(plan.prompt, ended, (usage) => costOf(usage, price));
  const judged = judgedFindings(
    ended.filter(({ variant }) => counted.includes(variant)),
    { isJudged: design.isJudged, seed: plan.seed },
  );
  return studyResult('steps', run, {
    findings: {
      ...findingsOf(runs, {
        cases: plan.prompt.cases.filter(({ id }) => !faulty.has(id)),
        tools: mocked.tools,
        variants: counted,
        ...{ maxSteps, seed: plan.seed },
        deterministic: run.result.deterministic,
        refusals: prescribedRefusals(plan.prompt),
      }),
      ...(judged ? { judged } : {}),
    },
    notes: versionNotes(versionsOf(run.passes.flatMap(({ outcomes }) => outcomes))),
  });
}
