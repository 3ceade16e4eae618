/** A run that is not over, seen as if it ended now; and a run that is over, seen again from its outcomes. */

import type { Design } from '../plan/design.js';
import type { Plan } from '../plan/planRun.js';
import { NO_AUXILIARY_USE, type AuxiliaryUse } from './auxiliaryUse.js';
import { vectorsOf, type KeptVectors } from './keptVectors.js';
import { skippedOutcome, textsOf, type Outcome, type SkippedOutcome } from './outcome.js';
import type { EndpointFacts, RunFacts } from './runFacts.js';
import type { RunResult } from './runPlan.js';
import type { StopRule } from './stopEarly.js';

export interface UnfinishedOptions {
  readonly endpoint: EndpointFacts;
  readonly startedAt: Date;
  /** Score only the cases whose every call is known, so that no variant is ahead of another. */
  readonly completeCases: boolean;
  /** What is known of the server from elsewhere; absent: as far as these outcomes tell. */
  readonly deterministic?: boolean | undefined;
  /** Decides whether what is missing was saved by stopping early; absent: it is waited for. */
  readonly stopRule?: StopRule | null;
  readonly auxiliaryUse?: AuxiliaryUse;
  readonly wallMs?: number;
  /** Embeddings of answers that are kept. */
  readonly vectors?: KeptVectors;
}

/** `outcomes`: what there is, by trial key; what is missing counts as not run. */
export function unfinishedFacts(
  { plan, settings }: Pick<Design, 'plan' | 'settings'>,
  outcomes: ReadonlyMap<string, Outcome>,
  options: UnfinishedOptions,
): RunFacts {
  const { endpoint, startedAt, completeCases, deterministic } = options;
  const waiting = unfinishedResult(plan, outcomes, deterministic);
  const stoppedEarly = options.stopRule?.(outcomes, waiting.deterministic) ?? null;
  const result = stoppedEarly ? asStoppedEarly(waiting) : waiting;
  const complete = completeCases ? completeCasesOf(result, plan) : null;
  return {
    ...{ plan, settings, result, passes: [result], endpoint, startedAt, stoppedEarly },
    wallMs: options.wallMs ?? 0,
    auxiliaryUse: options.auxiliaryUse ?? NO_AUXILIARY_USE,
    auxiliaryNotes: [],
    vectors: options.vectors ? vectorsOf(textsOf(result.outcomes), options.vectors) : null,
    onlyCases: stoppedEarly ? new Set(stoppedEarly.cases) : complete,
  };
}

/** `deterministic`: where it is known of the server; else it is taken from what was skipped because of it. */
export function unfinishedResult(
  plan: Plan,
  outcomes: ReadonlyMap<string, Outcome>,
  deterministic = [...outcomes.values()].some(
    (each) => each.status === 'skipped' && each.reason === 'deterministic',
  ),
): RunResult {
  const all = plan.trials.map(
    (trial): Outcome =>
      outcomes.get(trial.key) ??
      skippedOutcome(trial, deterministic && trial.repeat > 1 ? 'deterministic' : 'waiting'),
  );
  return { outcomes: all, stopped: null, deterministic };
}

const isWaiting = (outcome: Outcome): outcome is SkippedOutcome =>
  outcome.status === 'skipped' && outcome.reason === 'waiting';

function asStoppedEarly(result: RunResult): RunResult {
  const outcomes = result.outcomes.map((each): Outcome =>
    isWaiting(each) ? { ...each, reason: 'stopped-early' } : each,
  );
  return { ...result, outcomes };
}

/** The cases nothing more will come of. Repeats that wait for the probe may never come, so that nobody waits for them. */
function completeCasesOf({ outcomes }: RunResult, { trials }: Plan): Set<string> {
  const hasProbe = trials.some(({ probe }) => probe);
  const cases = new Set(outcomes.map((each) => each.case));
  outcomes.forEach((outcome, at) => {
    const isHeld = hasProbe && outcome.repeat > 1 && trials[at]?.probe === false;
    if (isWaiting(outcome) && !isHeld) cases.delete(outcome.case);
  });
  return cases;
}
