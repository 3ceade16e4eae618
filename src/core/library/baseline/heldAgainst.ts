import type { Baseline } from '../../studies/baseline/baseline.js';
import { changesOf, type Change } from '../../studies/comparison/change.js';
import { unmeasured, type CheckedPrompt } from '../../studies/comparison/checked.js';
import { comparableOf } from '../../studies/comparison/comparable.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { note } from '../../text/note.js';
import { baselineFigures } from './figures.js';
import type { Staleness } from './staleness.js';

/** A prompt that was measured again. */
export interface Remeasured {
  readonly baseline: Baseline;
  readonly report: Report;
  /** Why it was; `asked`: nothing changed. */
  readonly changed: Staleness | 'asked';
  /** 1-based line where the prompt's messages start. */
  readonly line: number;
}

/**
 * Each prompt held against its baseline, in their order. They are one family: p-values are adjusted over all of them. `margin`:
 * differences inside it are equivalent, as a share of the scale from 0 to 1.
 */
export function heldAgainst(
  prompts: readonly Remeasured[],
  { margin }: { margin?: number | undefined } = {},
): CheckedPrompt[] {
  const changes = changesOf(
    prompts.map(({ baseline, report }) => ({
      before: baseline.measured,
      now: comparableOf(report),
    })),
    margin === undefined ? {} : { margin },
  );
  return prompts.map((each, at) => checkedOf(each, changes[at] ?? null));
}

function checkedOf(
  { baseline, report, changed, line }: Remeasured,
  change: Change | null,
): CheckedPrompt {
  return {
    ...unmeasured(baseline.prompt),
    ...baselineFigures(baseline, report),
    ...(change ? { result: change.result } : {}),
    why: note('measured', { changed }),
    ...{ gates: report.gates, change, line },
    model: report.models[0]?.id ?? baseline.model.id,
    costUsd: report.costUsd,
    failedCalls: report.totals.failed,
    callsPerCase: Math.ceil(report.plan.trials / report.plan.cases),
  };
}
