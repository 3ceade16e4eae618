/** What reading and scoring answers asks of a model: grades, similarities, meanings, embeddings. */

import type { Design } from '../plan/design.js';
import { answerShapeOf } from '../prompt/answerShape.js';
import type { AnswerStep } from '../run/answerStep.js';
import type { AuxiliaryCalls } from '../run/auxiliaryCalls.js';
import type { KeptVectors } from '../run/keptVectors.js';
import type { Outcome } from '../run/outcome.js';
import { embedAnswers } from './embedAnswers.js';
import { createGrader } from './grader.js';
import { createMeaningStep } from './meaningGroups.js';
import { createSimilarityStep } from './similarity.js';

/** The steps every answer goes through before it counts; none where nothing needs another call. `earlier`: of the same run. */
export const answerSteps = (
  { prompt, plan }: Pick<Design, 'prompt' | 'plan'>,
  { ask, embed }: Pick<AuxiliaryCalls, 'ask' | 'embed'>,
  earlier: readonly Outcome[] = [],
): readonly AnswerStep[] =>
  [
    createGrader(prompt, ask, plan.seed),
    createSimilarityStep(prompt, embed),
    plan.comparesMeaning ? createMeaningStep({ prompt, ask, seed: plan.seed }, earlier) : null,
  ].filter((step) => step !== null);

/** Embeddings of the answers by their text, for prompts that are answered in prose; null where nothing embeds texts. */
export const embedAnswersOf = async (
  { prompt }: Pick<Design, 'prompt'>,
  outcomes: readonly Outcome[],
  { embed, kept }: Pick<AuxiliaryCalls, 'embed'> & { readonly kept: KeptVectors },
) =>
  embed && answerShapeOf(prompt).kind === 'text' ? embedAnswers(outcomes, { embed, kept }) : null;
