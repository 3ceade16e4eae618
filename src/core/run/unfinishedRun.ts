/** A run that is not over, seen as if it ended now. */

import type { Plan } from '../plan/planRun.js';
import type { Outcome, SkippedOutcome } from './outcome.js';
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

/** The same, where nothing more is wanted: what is missing was saved. */
export function asSettled(result: RunResult): RunResult {
  const outcomes = result.outcomes.map((each): Outcome =>
    isWaiting(each) ? { ...each, reason: 'settled' } : each,
  );
  return { ...result, outcomes };
}

const isWaiting = (outcome: Outcome): outcome is SkippedOutcome =>
  outcome.status === 'skipped' && outcome.reason === 'waiting';

/** The cases nothing more will come of. */
export function completeCasesOf({ outcomes }: RunResult): Set<string> {
  const cases = new Set(outcomes.map((each) => each.case));
  for (const outcome of outcomes) if (isWaiting(outcome)) cases.delete(outcome.case);
  return cases;
}
