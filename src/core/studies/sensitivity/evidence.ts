/** What the verdict is made from, out of a plan and its scores. */

import type { Plan } from '../../plan/planRun.js';
import { isGraded } from '../../plan/graderCalls.js';
import type { Outcome } from '../../run/outcome.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import type { Scores } from '../../score/scoreAnswers.js';
import type { Evidence } from './verdict.js';

/** `gold`: whether any answer of the run was scored. `input`: what the scores were computed from. `outcomes`: of the run. */
export function evidenceOf(
  plan: Pick<Plan, 'prompt' | 'cases' | 'allCases' | 'variants' | 'repeats'>,
  { observations, distance }: ScoreInput,
  { scores, gold, outcomes = [] }: { scores: Scores; gold: boolean; outcomes?: readonly Outcome[] },
): Evidence {
  const left = outcomes.filter(isLeft);
  return {
    scores,
    plannedCases: plan.cases.length,
    plannedRepeats: plan.repeats,
    fileCases: plan.allCases.length,
    unfinishedCases: new Set(left.map((each) => each.case)).size,
    unfinishedCalls: left.length,
    answers: gold ? 'score' : distance,
    graded: observations.some(({ score }) => score !== null && score !== 0 && score !== 1),
    judged: isGraded(plan.prompt, plan.cases),
    changes: new Map(plan.variants.map(({ id, change }) => [id, change])),
  };
}

/** A call the run did not come to. */
const isLeft = (outcome: Outcome) =>
  outcome.status === 'skipped' && !['deterministic', 'settled'].includes(outcome.reason);
