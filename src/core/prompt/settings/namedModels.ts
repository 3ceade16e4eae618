/** Which models a prompt is meant for. */

import type { Prompt } from '../prompt.js';
import type { Config } from './config.js';

/** As the file spells them; empty where it names none. */
export const modelNames = ({
  settings,
  model,
}: Pick<Prompt, 'settings' | 'model'>): readonly string[] =>
  settings.models ?? (model === null ? [] : [model]);

/**
 * The ids of named models that `plumbline.yml` defines; where no model is named, of the one it has for all prompts. Empty where
 * it defines none of them.
 */
export function modelIds(names: readonly string[], config: Config): readonly string[] {
  const { models = {}, aliases = {}, defaults } = config;
  const fallback = defaults?.models?.[0] ?? Object.keys(models)[0];
  const wanted = names.length > 0 || fallback === undefined ? names : [fallback];
  return wanted.flatMap((name) => {
    const configured = models[aliases[name] ?? name];
    return configured ? [configured.model] : [];
  });
}
