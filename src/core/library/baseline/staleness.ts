/** Whether a baseline still applies to a prompt as it is: by fingerprints and dates, without a model. */

import type { Config } from '../../prompt/settings/config.js';
import { casesFingerprint, fingerprint } from '../../prompt/fingerprint.js';
import type { Prompt } from '../../prompt/prompt.js';
import { modelIds, modelNames } from '../../prompt/settings/namedModels.js';
import { resolveRunSettings } from '../../plan/runSettings.js';
import { hash } from '../../text/hash.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import type { Baseline, BaselineFingerprints } from '../../studies/baseline/baseline.js';

/** Why a baseline applies no more. */
export type Staleness = 'prompt' | 'files' | 'cases' | 'wordings' | 'settings' | 'model' | 'age';

const PARTS = ['prompt', 'files', 'cases', 'wordings', 'settings'] as const;

/** Of a prompt as it is. `frozen`: its kept variants. Throws `UserError` for an invalid few-shot configuration. */
export function fingerprintsOf(
  prompt: Prompt,
  { config, frozen }: { config: Config; frozen: FrozenVariants | null },
): BaselineFingerprints {
  const { variantCounts, shots, repeats, compare, seed } = resolveRunSettings(prompt, config, {});
  const { parameters, tools, partials, examples, wordings, settings } = prompt;
  return {
    prompt: fingerprint(prompt.messages),
    cases: casesFingerprint(prompt),
    files: hash(
      JSON.stringify([partials, examples.map(({ inputs, expected }) => [inputs, expected])]),
    ),
    wordings: hash(
      JSON.stringify(
        (frozen?.variants ?? [])
          .filter(({ status }) => status === 'approved')
          .map(({ id, messages }) => [id, fingerprint(messages)])
          .toSorted(),
      ),
    ),
    settings: hash(
      JSON.stringify([
        ...[variantCounts, shots, repeats, compare, seed, parameters, tools],
        wordings.map(({ id }) => id),
        ...(settings.personas === undefined ? [] : [settings.personas]),
        ...(settings.formats === undefined ? [] : [{ formats: settings.formats }]),
      ]),
    ),
  };
}

const DAY_MS = 86_400_000;

/** Null while it applies. `now`: milliseconds since 1970; `maxAge`, in days, comes from `library:` of plumbline.yml. */
export function staleness(
  baseline: Baseline,
  prompt: Prompt,
  { config, frozen, now }: { config: Config; frozen: FrozenVariants | null; now: number },
): Staleness | null {
  const current = fingerprintsOf(prompt, { config, frozen });
  const part = PARTS.find((each) => current[each] !== baseline.fingerprints[each]);
  if (part) return part;
  const named = modelIds(modelNames(prompt), config);
  if (named.length > 0 && named.join('\n') !== baseline.model.named.join('\n')) return 'model';
  const days = (now - Date.parse(baseline.measuredAt)) / DAY_MS;
  const { maxAge } = config.library ?? {};
  return maxAge !== undefined && days > maxAge ? 'age' : null;
}
