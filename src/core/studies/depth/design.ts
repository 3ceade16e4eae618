/** Every wording once: what is read of the layers does not change from one asking to the next. */

import { UserError } from '../../errors.js';
import { designRun, designVariants, type Design, type PlannedEndpoint } from '../../plan/design.js';
import { refuseUnrunnable } from '../../plan/planRun.js';
import type { RunSettings } from '../../plan/runSettings.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { onlyThese, originalOf } from '../../variants/makeVariants.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { worded } from '../../say/worded.js';

/** From this many on, repeats are samples of which some vote; fewer are one. */
export const FEWEST_SAMPLES = 4;
/** All halves of them are looked at. */
const MOST_SAMPLES = 12;

/** Throws `UserError` where the layers of the model cannot be read. */
export async function designDepth(
  { prompt }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<Design> {
  if (endpoint.whiteBox === undefined)
    throw new UserError(
      worded`Not measurable here: reading the layers of a model needs its file. The trial model can be read.`,
      { commandLine: worded`Use --model trial.` },
    );
  const samples = typeof asked.repeats === 'number' ? asked.repeats : 1;
  const common = { ...asked, shots: [FILE_SHOTS], variantIds: null, stopEarly: false };
  if (samples >= FEWEST_SAMPLES)
    return designSamples(prompt, { ...common, repeats: samples }, endpoint);
  const settings = { ...common, repeats: 1 };
  return designVariants(prompt, settings, { endpoint, sources: { ...sources, ask: null } });
}

/** The prompt as written alone, many times. Throws `UserError` where the samples would all be the same, or too many. */
function designSamples(prompt: Prompt, settings: RunSettings, endpoint: PlannedEndpoint): Design {
  refuseUnrunnable(prompt, settings);
  if (prompt.parameters.temperature === 0)
    throw new UserError(
      worded`At a temperature of 0 all samples are the same. Set another in ${prompt.path}, or ask once.`,
    );
  if (Number(settings.repeats) > MOST_SAMPLES)
    throw new UserError(worded`At most ${MOST_SAMPLES} samples can be compared.`);
  return designRun({ prompt, settings }, onlyThese([originalOf(prompt)]), endpoint);
}
