import { designRun, type Design } from '../../plan/design.js';
import { refuseUnrunnable } from '../../plan/planRun.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { makeVariants } from '../../variants/makeVariants.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';

/** What is compared where the settings name only the file's own configuration. */
const USUAL_SHOTS = [FILE_SHOTS, '1', '3'];

/** The variants of the settings' classes under each few-shot configuration. */
export async function designFewShot(
  { prompt }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<Design> {
  const shots = asked.shots.length > 1 ? asked.shots : USUAL_SHOTS;
  const settings = { ...asked, shots };
  refuseUnrunnable(prompt, settings);
  const { variantCounts: counts, seed } = settings;
  const wordings = await makeVariants(prompt, { counts, seed, ...sources });
  return designRun({ prompt, settings }, wordings, endpoint);
}
