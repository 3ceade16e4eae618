/** A run that is not over, seen as if it ended now. */

import type { Plan } from '../plan/planRun.js';
import type { Outcome } from './outcome.js';
import type { RunResult } from './runPlan.js';

export function soFar(plan: Plan, outcomes: ReadonlyMap<string, Outcome>): RunResult {
  const all = plan.trials.map(
    ({ key, variant, shots, case: caseId, repeat }): Outcome =>
      outcomes.get(key) ?? {
        variant,
        shots,
        case: caseId,
        repeat,
        status: 'skipped',
        reason: 'waiting',
      },
  );
  const deterministic = all.some(
    (each) => each.status === 'skipped' && each.reason === 'deterministic',
  );
  return { outcomes: all, stopped: null, deterministic };
}

const isWaiting = (outcome: Outcome) =>
  outcome.status === 'skipped' && outcome.reason === 'waiting';

/** The cases nothing more will come of. */
export function completeCasesOf({ outcomes }: RunResult): Set<string> {
  const cases = new Set(outcomes.map((each) => each.case));
  for (const outcome of outcomes) if (isWaiting(outcome)) cases.delete(outcome.case);
  return cases;
}
