import { designVariants, type Design } from '../../plan/design.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';

/** What is compared where the settings name only the file's own configuration. */
const USUAL_SHOTS = [FILE_SHOTS, '1', '3'];

/** The variants of the settings' classes under each few-shot configuration. */
export function designFewShot(
  { prompt }: Subject,
  { settings, ...tools }: DesignTools,
): Promise<Design> {
  const shots = settings.shots.length > 1 ? settings.shots : USUAL_SHOTS;
  return designVariants(prompt, { ...settings, shots }, tools);
}
