/** The cases with their passages, and each again with others. */

import { UserError } from '../../errors.js';
import { designRun, type Design } from '../../plan/design.js';
import { chooseCases, refuseUnrunnable } from '../../plan/planRun.js';
import { CONTEXTS } from '../../prompt/cases/passages.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { onlyThese, originalOf } from '../../variants/makeVariants.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { perturbedCases, type PerturbedCase } from './perturb.js';

export interface ContextDesign extends Design {
  readonly perturbed: readonly PerturbedCase[];
}

/** Throws `UserError` where no case has passages, or the prompt does not show them. */
export async function designContext(
  { prompt }: Subject,
  { settings: asked, endpoint }: DesignTools,
): Promise<ContextDesign> {
  const settings = {
    ...asked,
    shots: [FILE_SHOTS],
    variantIds: null,
    ...{ caseIds: null, sample: null },
    stopEarly: false,
  };
  // Drawn before others are made of them, so that each comes with its own.
  const chosen = chooseCases(prompt, asked);
  const cases = chosen.filter(({ contexts }) => contexts !== undefined);
  if (cases.length === 0)
    throw new UserError(
      `No case of ${prompt.path} has passages. Give cases \`contexts: [{ id: a, text: … }]\`, and \`relevant: [a]\` for those that hold the answer.`,
    );
  if (!prompt.variables.some(({ name }) => name === CONTEXTS))
    throw new UserError(
      `${prompt.path} does not show its passages to the model: write {{contexts}} where they belong.`,
    );
  refuseUnrunnable(prompt, asked);
  const { cases: others, made } = perturbedCases(cases, settings.seed);
  const whole = { ...prompt, cases: [...cases, ...others] };
  return {
    ...designRun({ prompt: whole, settings }, onlyThese([originalOf(prompt)]), endpoint),
    perturbed: made,
  };
}
