/** A run that is not over, seen as if it ended now. */

import type { Plan } from '../plan/planRun.js';
import type { Outcome } from './outcome.js';
import type { RunResult } from './runPlan.js';

/** `deterministic`: where it is known of the server; else it is taken from what was skipped for it. */
export function soFar(
  plan: Plan,
  outcomes: ReadonlyMap<string, Outcome>,
  deterministic = [...outcomes.values()].some(
    (each) => each.status === 'skipped' && each.reason === 'deterministic',
  ),
): RunResult {
  const all = plan.trials.map(
    ({ key, variant, shots, case: caseId, repeat }): Outcome =>
      outcomes.get(key) ?? {
        variant,
        shots,
        case: caseId,
        repeat,
        status: 'skipped',
        reason: deterministic && repeat > 1 ? 'deterministic' : 'waiting',
      },
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
