/** Warns if the prompt names a model that its tests would not use. */

import { parseDocument } from 'yaml';
import type { Config } from '../../prompt/settings/config.js';
import { placesIn } from '../../prompt/formats/bodyMessages.js';
import { smallestEdit } from '../../prompt/edit.js';
import type { Prompt, SourceRange } from '../../prompt/prompt.js';
import type { Fix, LintRule } from './finding.js';

export const modelRule: LintRule = {
  id: 'conflicting-model',
  check({ prompt, text, config, configText }) {
    const { model } = prompt;
    const names = Object.keys(config.models ?? {});
    if (model === null || names.length === 0) return [];
    const range = placeOfModel(prompt, text, model);
    const listed = prompt.settings.models;
    if (listed && !listed.some((name) => sameModel(name, model, config))) {
      const message = `The file names ${model}, but \`sensitivity.models\` tests it on ${listed.join(', ')}.`;
      return [{ severity: 'warning', message, range, fixes: [] }];
    }
    if (listed || isKnown(model, config)) return [];
    const first = names[0] as string;
    const message = `${model} is neither a model nor an alias in plumbline.yml, so tests run on ${first}.`;
    return [{ severity: 'warning', message, range, fixes: aliasFix(configText, model, first) }];
  },
};

function isKnown(name: string, { models = {}, aliases = {} }: Config): boolean {
  const alias = aliases[name] ?? name;
  return (
    alias === 'trial' ||
    Object.entries(models).some(([key, each]) => key === alias || each.model === alias)
  );
}

function sameModel(name: string, model: string, config: Config): boolean {
  const { aliases = {}, models = {} } = config;
  const [a, b] = [aliases[name] ?? name, aliases[model] ?? model];
  return a === b || models[a]?.model === b || (models[a] !== undefined && models[a] === models[b]);
}

function placeOfModel({ start }: Prompt, text: string, model: string): SourceRange {
  const at = text.indexOf(model);
  return at < 0 ? start : placesIn(text)(at, at + model.length);
}

/** An edit of `plumbline.yml` that adds an alias and keeps comments. */
function aliasFix(configText: string | null, model: string, alias: string): Fix[] {
  if (configText === null) return [];
  const document = parseDocument(configText);
  if (document.errors.length > 0) return [];
  document.setIn(['aliases', model], alias);
  const edit = smallestEdit(configText, document.toString({ lineWidth: 0 }));
  return [{ title: `Test ${model} as ${alias} (plumbline.yml)`, file: 'config', edits: [edit] }];
}
