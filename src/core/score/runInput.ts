/** What a run gave, in the form scores are computed from. */

import { answerShapeOf, type AnswerShape } from '../prompt/answerShape.js';
import { costOf } from '../plan/estimate.js';
import type { Plan } from '../plan/planRun.js';
import { readAnswers } from '../answers/readAnswers.js';
import type { ScoreInput } from './scoreInput.js';
import type { Answer } from '../answers/answer.js';
import { headlineShots } from '../variants/shots/configuration.js';
import { isCounted } from '../variants/variant.js';
import type { RunFacts } from '../run/accounting.js';
import type { RunMemory } from '../studies/sensitivity/runCache.js';

/** The answers of a run, read and scored, and what an answer looks like. */
export function observationsOf({
  plan,
  result,
  price,
  memory,
}: Pick<RunFacts, 'plan' | 'result' | 'price' | 'memory'>): {
  readonly shape: AnswerShape;
  readonly observations: readonly Answer[];
} {
  const { prompt, cases } = plan;
  const shape = answerShapeOf(prompt);
  const observations = readAnswers(
    result.outcomes,
    { ...prompt, cases },
    {
      shape,
      costOf: (usage) => costOf(usage, price),
      ...(memory ? { remembered: memory.observed } : {}),
    },
  );
  return { shape, observations };
}

export function scoreInputOf(
  {
    plan,
    result,
    vectors = null,
    memory,
  }: {
    plan: Plan;
    result: Pick<RunFacts['result'], 'outcomes' | 'deterministic'>;
    vectors?: RunFacts['vectors'];
    memory?: RunMemory | undefined;
  },
  observations: readonly Answer[],
  shape: AnswerShape,
): ScoreInput {
  const headline = headlineShots(plan.shots);
  const counts = new Set(plan.variants.filter(isCounted).map(({ id }) => id));
  return {
    observations,
    variants: plan.variants.map(({ id, class: classId, stress, status }) => ({
      id,
      class: classId,
      stress,
      reviewed: status !== 'pending',
    })),
    original: plan.variants[0]?.id ?? '',
    shots: headline,
    labels: shape.kind === 'label' ? shape.labels : null,
    distance: shape.kind,
    vectors,
    expected: new Map(
      plan.cases.flatMap(({ id, expected }) =>
        expected === null ? [] : [[id, expected] as const],
      ),
    ),
    schema: plan.prompt.parameters.jsonSchema?.schema,
    deterministic: result.deterministic,
    failed: result.outcomes.filter(
      ({ status, shots, variant }) =>
        status === 'failed' && shots === headline && counts.has(variant),
    ).length,
    seed: plan.seed,
    ...(memory ? { cache: memory.scores } : {}),
  };
}
