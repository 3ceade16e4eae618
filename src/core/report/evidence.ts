/** What the verdict is made from, out of a plan and its scores. */

import type { Plan } from '../plan/planRun.js';
import { isJudged } from '../plan/judgeCalls.js';
import type { ScoreInput } from '../score/observation.js';
import type { Scores } from '../score/scoreRun.js';
import type { Evidence } from './verdict.js';

/** `gold`: whether any answer of the run was scored. `input`: what the scores were computed from. */
export function evidenceOf(
  plan: Pick<Plan, 'prompt' | 'cases' | 'variants'>,
  { observations, distance }: ScoreInput,
  { scores, gold }: { scores: Scores; gold: boolean },
): Evidence {
  return {
    scores,
    plannedCases: plan.cases.length,
    answers: gold ? 'score' : distance,
    graded: observations.some(({ score }) => score !== null && score !== 0 && score !== 1),
    judged: isJudged(plan.prompt, plan.cases),
    changes: new Map(plan.variants.map(({ id, change }) => [id, change])),
  };
}
