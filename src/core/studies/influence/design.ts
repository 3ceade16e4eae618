/** Which words matter: the prompt as it stands against the prompt without each of its sentences and list items. */

import { UserError } from '../../errors.js';
import type { Evaluation, Preparation, RunHow } from '../../evaluate.js';
import type { RunSettings } from '../../plan/runSettings.js';
import type { Prompt } from '../../prompt/prompt.js';
import { buildInfluence, type Influence } from './measure.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { originalOf } from '../../variants/makeVariants.js';
import { partsOf, withoutPart, type PromptPart } from '../../variants/promptParts.js';

export interface InfluencePreparation extends Preparation {
  readonly parts: readonly PromptPart[];
}

/** What would be sent; nothing is. Throws `UserError` where there is nothing to leave out, and for bad input. */
export async function prepareInfluence(
  evaluation: Evaluation,
  { prompt, text }: { prompt: Prompt; text: string },
  settings: RunSettings,
): Promise<InfluencePreparation> {
  const without = partsOf(prompt, text).map((part) => ({
    part,
    variant: withoutPart(prompt, part),
  }));
  const removable = without.filter(({ variant }) => variant.messages.length > 0);
  if (removable.length === 0)
    throw new UserError(
      `${prompt.path} has no sentence that could be left out: what carries a variable is never removed.`,
    );
  const preparation = await evaluation.prepare(
    prompt,
    { ...settings, shots: [FILE_SHOTS], variantIds: null },
    {
      askForParaphrases: false,
      given: [originalOf(prompt), ...removable.map(({ variant }) => variant)],
    },
  );
  return { ...preparation, parts: removable.map(({ part }) => part) };
}

export async function measureInfluence(
  evaluation: Evaluation,
  preparation: InfluencePreparation,
  how: RunHow,
): Promise<Influence> {
  return buildInfluence(await evaluation.outcomes(preparation, how), preparation.parts);
}
