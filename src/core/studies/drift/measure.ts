import { randomFrom } from '../../numbers/random.js';
import { pairedTest } from '../../score/pairedTest.js';
import { versionsOf } from '../../run/modelVersions.js';
import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import type { DriftDesign } from './design.js';
import type { Drift } from './schema.js';
import { DRIFT_MARGIN, watchDrift, type CaseDrift } from './watch.js';

export function measureDrift({
  design: { baseline, plan },
  run,
  scores,
}: Measured<DriftDesign, readonly CaseDrift[]>): Drift {
  const watch = watchDrift();
  scores.forEach(({ before, now }) => watch.add(now - before));
  const pairs = scores.map(({ before, now }) => ({ a: before, b: now }));
  const random = randomFrom('drift', plan.seed);
  const test = pairedTest(pairs, { binary: false, margin: DRIFT_MARGIN, random });
  const now = versionsOf(run.result.outcomes).map(({ version }) => version);
  const { model, measured, measuredAt } = baseline;
  const answers = new Map(measured.cases.map(({ id, answer }) => [id, answer]));
  return studyResult('drift', run, {
    findings: {
      verdict: watch.verdict,
      margin: DRIFT_MARGIN,
      ...{ cases: scores.length, of: measured.cases.length, measuredAt },
      accuracy: { before: test?.a ?? null, now: test?.b ?? null },
      difference: test && { value: test.difference, ci: test.ci },
      model: { before: model.id, now: plan.model },
      versions: { before: model.versions, now: now.toSorted() },
      renamed: model.id !== plan.model || isOther(model.versions, now),
      changed: scores.flatMap(({ case: id, answer }) => {
        const before = answers.get(id) ?? null;
        return answer === null || before === answer ? [] : [{ case: id, before, now: answer }];
      }),
    },
    notes: [],
  });
}

/** An endpoint that names no version tells nothing. */
const isOther = (before: readonly string[], now: readonly string[]): boolean =>
  before.length > 0 && now.some((version) => !before.includes(version));
