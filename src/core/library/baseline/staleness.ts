/** Whether a baseline still applies to a prompt as it is: by fingerprints and dates, without a model. */

import type { Config } from '../../prompt/settings/config.js';
import type { Prompt } from '../../prompt/prompt.js';
import { modelIds, modelNames } from '../../prompt/settings/namedModels.js';
import { resolveRunSettings } from '../../plan/runSettings.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import type { Baseline, BaselineFingerprints } from '../../studies/baseline/baseline.js';
import {
  changedPart,
  fingerprintsBy,
  type MeasuredPart,
} from '../../studies/baseline/fingerprints.js';

/** Why a baseline applies no more. */
export type Staleness = MeasuredPart | 'model' | 'age';

/** Of a prompt as it is. `frozen`: its kept variants. Throws `UserError` for an invalid few-shot configuration. */
export const fingerprintsOf = (
  prompt: Prompt,
  { config, frozen }: { config: Config; frozen: FrozenVariants | null },
): BaselineFingerprints =>
  fingerprintsBy(prompt, { settings: resolveRunSettings(prompt, config, {}), frozen });

const DAY_MS = 86_400_000;

/** Null while it applies. `now`: milliseconds since 1970; `maxAge`, in days, comes from `library:` of plumbline.yml. */
export function staleness(
  baseline: Baseline,
  prompt: Prompt,
  { config, frozen, now }: { config: Config; frozen: FrozenVariants | null; now: number },
): Staleness | null {
  const part = changedPart(baseline, prompt, {
    ...{ settings: resolveRunSettings(prompt, config, {}), frozen },
  });
  if (part) return part;
  const named = modelIds(modelNames(prompt), config);
  if (named.length > 0 && named.join('\n') !== baseline.model.named.join('\n')) return 'model';
  const days = (now - Date.parse(baseline.measuredAt)) / DAY_MS;
  const { maxAge } = config.library ?? {};
  return maxAge !== undefined && days > maxAge ? 'age' : null;
}
