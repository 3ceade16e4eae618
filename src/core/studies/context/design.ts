/** The cases with their passages, and each again with others. */

import { UserError } from '../../errors.js';
import { designRun, type Design } from '../../plan/design.js';
import { drawnCases, refuseUnrunnable } from '../../plan/planRun.js';
import { forOwnCases } from '../../plan/runSettings.js';
import { estimatePlan } from '../../plan/planEstimate.js';
import { CONTEXTS } from '../../prompt/cases/passages.js';
import type { Case } from '../../prompt/prompt.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { hash } from '../../text/hash.js';
import { onlyThese, originalOf } from '../../variants/makeVariants.js';
import { withRubrics } from './judged.js';
import { perturbedCases, type PerturbedCase } from './perturb.js';
import { worded } from '../../say/worded.js';

export interface ContextDesign extends Design {
  /** Whether a judge is asked about answers and passages. */
  readonly isJudged: boolean;
  readonly perturbed: readonly PerturbedCase[];
  /** Cases that hold no passages, or none that can be read. */
  readonly leftOut: number;
}

/** Throws `UserError` where no case has passages, or the prompt does not show them. */
export async function designContext(
  { prompt }: Subject,
  { settings: asked, endpoint }: DesignTools,
): Promise<ContextDesign> {
  const settings = forOwnCases(asked);
  const withContexts = prompt.cases.filter(({ contexts }) => contexts !== undefined);
  const cases = drawnCases(withContexts, asked);
  if (cases.length === 0)
    throw new UserError(
      worded`No case of ${prompt.path} has passages. Give cases \`contexts: [{ id: a, text: … }]\`, and \`relevant: [a]\` for those that hold the answer.`,
    );
  if (!prompt.variables.some(({ name }) => name === CONTEXTS))
    throw new UserError(
      worded`${prompt.path} does not show its passages to the model: write {{contexts}} where they belong.`,
    );
  refuseUnrunnable(prompt, asked);
  const { cases: others, made } = perturbedCases(cases, settings.seed);
  const whole = { ...prompt, cases: [...cases, ...others] };
  const design = designRun({ prompt: whole, settings }, onlyThese([originalOf(prompt)]), endpoint);
  const isJudged = endpoint.judge !== undefined && prompt.settings.judge !== false;
  return {
    ...(isJudged ? judgedDesign(design, made, endpoint) : design),
    perturbed: made,
    leftOut: prompt.cases.length - withContexts.length,
    isJudged,
  };
}

/** A judge is asked about the cases as retrieved. What scores an answer stays as it is: the plan's cases have no further check. */
function judgedDesign(
  design: Design,
  made: readonly PerturbedCase[],
  { price, judge }: DesignTools['endpoint'],
): Design {
  const perturbed = new Set(made.map(({ id }) => id));
  const graded = (each: Case) => (perturbed.has(each.id) ? each : withRubrics(each));
  const { prompt, wordings } = design;
  const plan = {
    ...design.plan,
    trials: design.plan.trials.map((each) => ({ ...each, caseOf: graded(each.caseOf) })),
    fingerprint: hash(`${design.plan.fingerprint} judged by ${design.plan.judge}`),
  };
  return {
    ...{ ...design, plan, prompt: { ...prompt, cases: prompt.cases.map(graded) } },
    estimate: estimatePlan(plan, {
      ...{ price, judge: judge ?? { price: null } },
      ...{ awaited: wordings.awaited, embeds: false },
    }),
  };
}
