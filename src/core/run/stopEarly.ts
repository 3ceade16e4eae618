/**
 * Stopping a run before the end of its plan, case by case in plan order. What it finds depends on which outcomes came, not on
 * the order in which they came: only the cases before the first incomplete one count (METRICS 12.6).
 */

import { BLOCK_SIZE } from '../plan/order.js';
import type { Plan } from '../plan/planRun.js';
import type { Trial } from '../plan/trial.js';
import type { Outcome } from './outcome.js';

/**
 * `verdict`: the effect was shown to lie in one band. `gate`: on one side of the gate. `futility`: the remaining cases cannot
 * decide it either.
 */
export type StopReason = 'verdict' | 'gate' | 'futility';

export interface StoppedEarly {
  readonly by: StopReason;
  /** The cases the result rests on, in plan order. */
  readonly cases: readonly string[];
}

/** Asked after every outcome, with all there are by trial key: not null ends the run. */
export type StopRule = (
  outcomes: ReadonlyMap<string, Outcome>,
  deterministic: boolean,
) => StoppedEarly | null;

/** What a study concludes from complete cases. */
export interface CaseWatch {
  /** The next complete case: its outcomes, in plan order. */
  add(outcomes: readonly Outcome[], trial: Trial, deterministic: boolean): void;
  /** Why the run may stop now; null: go on. Asked after every block of cases. */
  look(): StopReason | null;
}

/** Looks at each case once; once it has decided, it stays decided. */
export function stopByCases(plan: Plan, watch: CaseWatch): StopRule {
  const cases = [...Map.groupBy(plan.trials, (trial) => trial.case).values()];
  const versions = new Set<string>();
  let complete = 0;
  let decided: StoppedEarly | null = null;
  return (outcomes, deterministic) => {
    const isKnown = ({ key, repeat }: Trial) => outcomes.has(key) || (deterministic && repeat > 1);
    while (decided === null && complete < cases.length - 1) {
      const trials = cases[complete] as readonly Trial[];
      if (!trials.every(isKnown)) break;
      const own = trials.flatMap(({ key }) => outcomes.get(key) ?? []);
      for (const each of own)
        if (each.status === 'completed' && each.servedBy !== null) versions.add(each.servedBy);
      // Which version the numbers will cover is known at the end only.
      if (versions.size > 1) return null;
      watch.add(own, trials[0] as Trial, deterministic);
      complete += 1;
      const by = complete % BLOCK_SIZE === 0 ? watch.look() : null;
      if (by !== null) decided = { by, cases: cases.slice(0, complete).map(caseOf) };
    }
    return decided;
  };
}

const caseOf = (trials: readonly Trial[]) => (trials[0] as Trial).case;
