/** Every wording once: what is read of the layers does not change from one asking to the next. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';

/** Throws `UserError` where the layers of the model cannot be read. */
export function designDepth(
  { prompt }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<Design> {
  if (endpoint.whiteBox === undefined)
    throw new UserError(
      'Not measurable here: reading the layers of a model needs its file. The trial model can be read.',
      { commandLine: 'Use --model trial.' },
    );
  const settings = {
    ...asked,
    shots: [FILE_SHOTS],
    variantIds: null,
    repeats: 1,
    stopEarly: false,
  };
  return designVariants(prompt, settings, { endpoint, sources: { ...sources, ask: null } });
}
