/** What a judge is asked about a run. */

import type { GradedCheck } from '../../prompt/checks/check.js';
import type { Case } from '../../prompt/prompt.js';

const RUBRICS = {
  plan: 'Do not grade the words of the answer. Grade its calls: they lead to what the task asks for, in an order that makes sense, and none of them is needless.',
  memory:
    'Grade how the calls and the answer use what earlier calls returned: it is taken over as it was, nothing is asked that was known already, and nothing is claimed that no call returned.',
} as const;
export const ASPECTS = ['plan', 'memory'] as const;
export type Aspect = (typeof ASPECTS)[number];

export const nameOf = (id: Aspect): string => `judge.${id}`;

/** One for each aspect. */
export const CHECKS = ASPECTS.map((id): GradedCheck => ({
  kind: 'rubric',
  name: nameOf(id),
  value: RUBRICS[id],
}));

/** For the estimate alone: a run is graded once, at its end. */
export const withRubrics = (of: Case): Case => ({
  ...of,
  checks: [...(of.checks ?? []), ...CHECKS],
});
