/** The prompt as it stands against the prompt without each of its sentences and list items. */

import { UserError } from '../../errors.js';
import { designRun, type Design } from '../../plan/design.js';
import { refuseUnrunnable } from '../../plan/planRun.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { onlyThese, originalOf } from '../../variants/makeVariants.js';
import { partsOf, withoutPart, type PromptPart } from '../../variants/promptParts.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { worded } from '../../say/worded.js';

export interface InfluenceDesign extends Design {
  /** What is left out, one part for each variant after the original. */
  readonly parts: readonly PromptPart[];
}

/** Throws `UserError` where there is nothing to leave out. */
export async function designInfluence(
  { prompt, text }: Subject,
  { settings: asked, endpoint }: DesignTools,
): Promise<InfluenceDesign> {
  const settings = { ...asked, shots: [FILE_SHOTS], variantIds: null };
  refuseUnrunnable(prompt, settings);
  const removable = partsOf(prompt, text)
    .map((part) => ({ part, variant: withoutPart(prompt, part) }))
    .filter(({ variant }) => variant.messages.length > 0);
  if (removable.length === 0)
    throw new UserError(
      worded`${prompt.path} has no sentence that could be left out: what holds a variable is never removed.`,
    );
  const variants = [originalOf(prompt), ...removable.map(({ variant }) => variant)];
  return {
    ...designRun({ prompt, settings }, onlyThese(variants), endpoint),
    parts: removable.map(({ part }) => part),
  };
}
