import { designRun, type Design } from '../../plan/design.js';
import { refuseUnrunnable } from '../../plan/planRun.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { makeVariants } from '../../variants/makeVariants.js';

/** The variants of the settings' classes, each on every case. */
export async function designSensitivity(
  { prompt }: Subject,
  { settings, endpoint, sources }: DesignTools,
): Promise<Design> {
  refuseUnrunnable(prompt, settings);
  const { variantCounts: counts, seed } = settings;
  const wordings = await makeVariants(prompt, { counts, seed, ...sources });
  return designRun({ prompt, settings }, wordings, endpoint);
}
