import { designVariants, type Design } from '../../plan/design.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';

/** The variants of the settings' classes, each on every case. */
export const designSensitivity = (
  { prompt }: Subject,
  { settings, ...tools }: DesignTools,
): Promise<Design> =>
  designVariants(prompt, settings, {
    ...tools,
    // A part that is asked for is asked whole.
    cells: settings.caseIds || settings.variantIds ? null : (settings.cells ?? null),
  });
