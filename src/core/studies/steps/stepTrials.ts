/** The trials of a later step: those of the runs that go on, under ids of their own, with what came before. */

import type { Plan } from '../../plan/planRun.js';
import { trialKey } from '../../plan/trial.js';
import type { ToolTurn } from '../../ports/model.js';
import type { RunResult } from '../../run/runPlan.js';
import type { StepsDesign } from './design.js';
import { followed, stepId } from './follow.js';
import type { Turn } from './trajectory.js';

/** The plan of the next pass; null where every run has ended. */
export async function planOfNextStep(
  design: StepsDesign,
  earlier: readonly RunResult[],
): Promise<Plan | null> {
  const { plan } = design;
  const step = earlier.length + 1;
  const open = new Map(
    followed(design, earlier)
      .filter(({ end, isWaiting }) => end === 'open' && !isWaiting)
      .map(({ first, turns }) => [trialKey(first), turns]),
  );
  const next = plan.trials.flatMap((first) => {
    const turns = open.get(first.key);
    if (!turns) return [];
    const id = stepId(first.case, step);
    const key = trialKey({ ...first, case: id });
    const trial = { ...first, case: id, key, caseOf: { ...first.caseOf, id }, probe: false };
    design.before.set(key, { turns, isFaulty: design.faulty.has(first.case) });
    return [{ trial, first, turns: sentTurns(turns) }];
  });
  if (next.length === 0) return null;
  const byKey = new Map(next.map((each) => [each.trial.key, each]));
  return {
    ...plan,
    trials: next.map(({ trial }) => trial),
    cases: [...new Map(next.map(({ trial: { caseOf } }) => [caseOf.id, caseOf])).values()],
    requestOf(trial) {
      const { first = trial, turns = [] } = byKey.get(trial.key) ?? {};
      // The case of the first step, by which examples are chosen, and a seed of its own.
      return { ...plan.requestOf({ ...first, key: trial.key }), turns };
    },
  };
}

const sentTurns = (turns: readonly Turn[]): ToolTurn[] =>
  turns.map(({ content, calls }, turn) => ({
    content,
    calls: calls.map(({ name, args, output }, at) => ({
      id: `call${String(turn).padStart(3, '0')}${String(at).padStart(2, '0')}`,
      ...{ name, arguments: JSON.stringify(args), output },
    })),
  }));
