import { mean } from '../../numbers/describe.js';
import { isOtherVersion, versionsOf } from '../../run/modelVersions.js';
import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import type { DriftDesign } from './design.js';
import type { Drift } from './schema.js';
import { type CaseDrift } from './caseDrifts.js';
import { DRIFT_MARGIN, driftInterval, watchDrift } from '../../score/statistics/driftWatch.js';

export function measureDrift({
  design: { baseline, plan },
  run,
  scores,
}: Measured<DriftDesign, readonly CaseDrift[]>): Drift {
  const watch = watchDrift();
  const differences = scores.map(({ before, now }) => now - before);
  differences.forEach((each) => {
    watch.add(each);
  });
  const isEmpty = scores.length === 0;
  const accuracyOf = (when: 'before' | 'now') =>
    isEmpty ? null : mean(scores.map((each) => each[when]));
  const now = versionsOf(run.result.outcomes).map(({ version }) => version);
  const { model, measured, measuredAt } = baseline;
  const answers = new Map(measured.cases.map(({ id, answer }) => [id, answer]));
  return studyResult('drift', run, {
    findings: {
      verdict: watch.verdict,
      margin: DRIFT_MARGIN,
      ...{ cases: scores.length, of: measured.cases.length, measuredAt },
      accuracy: { before: accuracyOf('before'), now: accuracyOf('now') },
      difference: isEmpty ? null : { value: mean(differences), ci: driftInterval(differences) },
      model: { before: model.id, now: plan.model },
      versions: { before: model.versions, now: now.toSorted() },
      renamed: model.id !== plan.model || isOtherVersion(model.versions, now),
      changed: scores.flatMap(({ case: id, answer }) => {
        const before = answers.get(id) ?? null;
        return answer === null || before === answer ? [] : [{ case: id, before, now: answer }];
      }),
    },
    notes: [],
  });
}
