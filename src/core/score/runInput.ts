import type { Answer } from '../answers/answer.js';
import type { Plan } from '../plan/planRun.js';
import type { AnswerShape } from '../prompt/answerShape.js';
import type { RunFacts } from '../run/runFacts.js';
import type { RunResult } from '../run/runPlan.js';
import { headlineShots } from '../variants/shots/configuration.js';
import { isCounted } from '../variants/variant.js';
import { embeddingScale } from './embeddingScale.js';
import type { ScoreCache } from './scoreCache.js';
import type { ScoreInput } from './scoreInput.js';

interface ScoredRun {
  readonly plan: Plan;
  readonly result: Pick<RunResult, 'outcomes' | 'deterministic'>;
  readonly vectors?: RunFacts['vectors'];
}

/** The answers of a run in the form scores are computed from. With a `cache`, cases that did not change cost nothing again. */
export function scoreInputOf(
  { plan, result, vectors = null }: ScoredRun,
  { answers, shape }: { answers: readonly Answer[]; shape: AnswerShape },
  cache?: ScoreCache,
): ScoreInput {
  const headline = headlineShots(plan.shots);
  const counts = new Set(plan.variants.filter(isCounted).map(({ id }) => id));
  return {
    answers,
    variants: plan.variants.map(({ id, class: classId, stress, status }) => ({
      id,
      class: classId,
      stress,
      reviewed: status !== 'pending',
    })),
    original: plan.variants[0]?.id ?? '',
    shots: headline,
    labels: shape.kind === 'label' ? shape.labels : null,
    ...comparedBy(answers, shape, vectors),
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
    ...(cache ? { cache } : {}),
  };
}

/** Prose is compared by the best there is: a judge, embeddings, words. */
function comparedBy(
  answers: readonly Answer[],
  { kind }: AnswerShape,
  vectors: RunFacts['vectors'],
): Pick<ScoreInput, 'distance' | 'scale'> {
  if (areComparedByMeaning(answers)) return { distance: 'meaning' };
  const scale = kind === 'text' && vectors ? embeddingScale(answers, vectors) : null;
  return scale ? { distance: 'embedding', scale } : { distance: kind };
}

/** Where the judge decided about fewer of the answers, those it did decide about would speak for a chosen few. */
const MOST = 0.75;

function areComparedByMeaning(answers: readonly Answer[]): boolean {
  const given = answers.filter(({ text }) => text.trim() !== '');
  const decided = given.filter(({ byMeaning }) => byMeaning).length;
  return decided > 0 && decided >= MOST * given.length;
}
