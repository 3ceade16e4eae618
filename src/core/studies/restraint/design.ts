/** The prompt's cases, and each again with what it rests on missing, in every wording. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import type { RestraintSettings } from '../../prompt/settings/restraint.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { missingCases, type MissingCase } from './missing.js';

export interface RestraintDesign extends Design {
  readonly restraint: RestraintSettings;
  readonly missing: readonly MissingCase[];
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
      `restraint.context.require of ${prompt.path} names ${unknown.join(', ')}, which the prompt does not use. Its variables: ${[...names].join(', ')}.`,
    );
  const chosen = asked.caseIds
    ? prompt.cases.filter(({ id }) => asked.caseIds?.includes(id))
    : prompt.cases;
  const { cases, made } = missingCases({ ...prompt, cases: chosen }, required);
  const whole = { ...prompt, cases: [...chosen, ...cases] };
  const settings = {
    ...asked,
    shots: [FILE_SHOTS],
    caseIds: null,
    variantIds: null,
    stopEarly: false,
  };
  const design = await designVariants(whole, settings, {
    endpoint,
    sources: { ...sources, ask: null },
  });
  return { ...design, restraint, missing: made };
}
