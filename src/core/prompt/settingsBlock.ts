/** The `sensitivity` block where it stands in a file: read with its places and problems. */

import type { Problem, Prompt } from './prompt.js';
import { settingsSchema, wordingId, type SensitivitySettings } from './settings.js';
import { readShape, type YamlSource } from './yamlSource.js';

/** Null when it holds errors, which are added to the problems. Unknown keys are told and kept. */
export function readSettings(
  yaml: YamlSource,
  block: unknown,
  problems: Problem[],
): SensitivitySettings | null {
  const at = ['sensitivity'];
  const settings = readShape(yaml, settingsSchema, { at, value: block ?? {}, problems });
  for (const key of Object.keys(settings ?? {})) {
    if (key in settingsSchema.shape) continue;
    const { line, column } = yaml.rangeOf([...at, key]);
    const message = `\`sensitivity.${key}\` is not known to this version and has no effect.`;
    problems.push({ severity: 'warning', message, line, column });
  }
  return settings;
}

export function wordingsOf(yaml: YamlSource, settings: SensitivitySettings): Prompt['wordings'] {
  if (!Array.isArray(settings.variants)) return [];
  return settings.variants.map((wording, index) => ({
    id: wordingId(wording, index),
    range: yaml.rangeOf(['sensitivity', 'variants', index]),
  }));
}
