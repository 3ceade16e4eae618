/** The prompt's cases, and each again with what it rests on missing, and against its purpose, in every wording. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import { bothEstimates } from '../../plan/planEstimate.js';
import { chooseCases } from '../../plan/planRun.js';
import { forOwnCases } from '../../plan/runSettings.js';
import type { RestraintSettings } from '../../prompt/settings/restraint.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { hash } from '../../text/hash.js';
import { conflictCases, type ConflictCase } from './conflict.js';
import type { AnswerContext } from './contextOf.js';
import { estimateJudging, judgedContexts } from './entailment.js';
import { missingCases, type MissingCase } from './missing.js';
import { worded } from '../../say/worded.js';

export interface RestraintDesign extends Design {
  readonly restraint: RestraintSettings;
  readonly missing: readonly MissingCase[];
  readonly conflicts: readonly ConflictCase[];
  /** What a judge holds the answers to these cases against, by case id. */
  readonly judgedContexts: ReadonlyMap<string, AnswerContext>;
}

/** Throws `UserError` where there is no case, or a required variable is none of the prompt's. */
export async function designRestraint(
  { prompt }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<RestraintDesign> {
  const restraint = prompt.settings.restraint ?? {};
  const required = restraint.context?.require ?? null;
  const names = new Set(prompt.variables.map(({ name }) => name));
  const unknown = (required ?? []).filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new UserError(
      worded`restraint.context.require of ${prompt.path} names ${unknown.join(', ')}, which the prompt does not use. Its variables: ${[...names].join(', ')}.`,
    );
  // Drawn before others are made of them, so that each comes with its own.
  const chosen = chooseCases(prompt, asked);
  const answerable = chosen.filter(({ isConflict }) => !isConflict);
  const missing = missingCases({ ...prompt, cases: answerable }, required);
  const conflicts = conflictCases({ ...prompt, cases: chosen }, restraint.goal?.statement ?? null);
  const whole = { ...prompt, cases: [...chosen, ...missing.cases, ...conflicts.cases] };
  const settings = forOwnCases(asked);
  const design = await designVariants(whole, settings, {
    endpoint,
    sources: { ...sources, ask: null },
  });
  const contexts = judgedContexts(prompt, answerable, endpoint);
  return {
    ...design,
    ...(contexts.size > 0 ? withJudge(design, contexts, endpoint) : {}),
    ...{ restraint, missing: missing.made, conflicts: conflicts.made, judgedContexts: contexts },
  };
}

/** Another run than one without: its answers have been judged. */
function withJudge(
  { plan, estimate }: Design,
  contexts: ReadonlyMap<string, AnswerContext>,
  endpoint: DesignTools['endpoint'],
): Pick<Design, 'plan' | 'estimate'> {
  const fingerprint = hash(JSON.stringify([plan.fingerprint, 'entailment', plan.judge]));
  return {
    plan: { ...plan, fingerprint },
    estimate: bothEstimates(estimate, estimateJudging(plan, contexts, endpoint)),
  };
}
