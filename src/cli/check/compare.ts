import { baselineFigures } from '../../core/library/baseline/figures.js';
import { changesOf } from '../../core/studies/comparison/change.js';
import type { CheckedPrompt } from '../../core/studies/comparison/checked.js';
import { comparableOf } from '../../core/studies/comparison/comparable.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { note } from '../../core/text/note.js';
import { isCandidate, plain, type Candidate, type Gathered } from './candidates.js';
import type { Measurement } from './measure.js';

/** What came of each: as it is known already, or held against the baseline. One that could not be measured at all is left out. */
export function checkedOf(
  found: readonly Gathered['found'][],
  measured: ReadonlyMap<Candidate, Measurement>,
  margin?: number,
): CheckedPrompt[] {
  const compared = found.flatMap((each) => {
    const report = isCandidate(each) ? measured.get(each)?.report : null;
    return isCandidate(each) && report ? [{ candidate: each, report }] : [];
  });
  const changes = changesOf(
    compared.map(({ candidate, report }) => ({
      before: candidate.baseline.measured,
      now: comparableOf(report),
    })),
    { ...(margin === undefined ? {} : { margin }) },
  );
  const changeOf = new Map(compared.map(({ candidate }, at) => [candidate, changes[at] ?? null]));
  return found.flatMap((each): CheckedPrompt[] => {
    if (!isCandidate(each)) return [each];
    const outcome = measured.get(each);
    if (!outcome) return [];
    const { baseline, prompt, changed } = each;
    const { report } = outcome;
    const change = changeOf.get(each) ?? null;
    return [
      {
        ...plain(prompt.path),
        ...baselineFigures(baseline, report),
        ...(change ? { result: change.result } : {}),
        why: report
          ? note('measured', { changed })
          : note(outcome.reason, { changed, message: outcome.message }),
        ...{ gates: report?.gates ?? [], change, line: prompt.start.line },
        ...modelOf(report, baseline.model.id),
      },
    ];
  });
}

const modelOf = (report: Report | null, otherwise: string) => ({
  model: report?.models[0]?.id ?? otherwise,
  costUsd: report?.costUsd ?? null,
  callsPerCase: report && Math.ceil(report.plan.trials / report.plan.cases),
});
