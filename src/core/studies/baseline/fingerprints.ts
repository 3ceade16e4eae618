/** What a baseline was measured of, as hashes: whether any of it changed is told without a model. */

import { casesFingerprint, fingerprint } from '../../prompt/fingerprint.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { RunSettings } from '../../plan/runSettings.js';
import { hash } from '../../text/hash.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import type { Baseline, BaselineFingerprints } from './baseline.js';

const PARTS = ['prompt', 'files', 'cases', 'wordings', 'settings'] as const;
export type MeasuredPart = (typeof PARTS)[number];

/** `settings`: as the files say, without what a command asks for beside them. `frozen`: the kept variants. */
export interface MeasuredOf {
  readonly settings: Pick<RunSettings, 'variantCounts' | 'shots' | 'repeats' | 'compare' | 'seed'>;
  readonly frozen: FrozenVariants | null;
}

export function fingerprintsBy(
  prompt: Prompt,
  { settings: asked, frozen }: MeasuredOf,
): BaselineFingerprints {
  const { variantCounts, shots, repeats, compare, seed } = asked;
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

/** The first part that is no longer as it was; null where all of it is. */
export function changedPart(
  baseline: Pick<Baseline, 'fingerprints'>,
  prompt: Prompt,
  of: MeasuredOf,
): MeasuredPart | null {
  const current = fingerprintsBy(prompt, of);
  return PARTS.find((each) => current[each] !== baseline.fingerprints[each]) ?? null;
}
