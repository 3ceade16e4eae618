/** Adds a model to `plumbline.yml`: comments, order and formatting of what is there stay. */

import { isMap, isScalar, parseDocument, stringify } from 'yaml';
import type { ConfiguredModel } from '../prompt/settings/config.js';
import { parseConfig } from '../prompt/settings/config.js';
import { afterLine, below, intoFlow, pairOf } from './mapEntry.js';
import { newConfig } from './newConfig.js';

export type NewModel = Pick<ConfiguredModel, 'baseUrl' | 'model' | 'api' | 'apiKey'>;

export interface AddedModel {
  /** The file's new text. */
  readonly text: string;
  /** What the model is called in it. */
  readonly name: string;
}

/** `text`: of `plumbline.yml`; null where there is none. Returns null where the file has errors, which come first. */
export function addModel(text: string | null, model: NewModel): AddedModel | null {
  const before = text === null || text.trim() === '' ? newConfig([], []) : text;
  const { config } = parseConfig(before);
  if (!config) return null;
  const name = freeName(model.model, Object.keys(config.models ?? {}));
  const entry = `${quotedKey(name)}: ${stringify(model, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`;
  const written = inserted(before, entry);
  if (written !== null && parseConfig(written).config?.models?.[name])
    return { text: written, name };
  // In a form of YAML that has no place for a line.
  const document = parseDocument(before);
  document.setIn(['models', name], document.createNode(model, { flow: true }));
  return { text: document.toString({ lineWidth: 0 }), name };
}

/** The model's own name without what stands before it, for instance `llama-3.1-8b` for `meta/llama-3.1-8b`. */
function freeName(model: string, taken: readonly string[]): string {
  const plain = (model.split('/').at(-1) ?? model).toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
  const base = plain.replace(/^[-.]+|[-.]+$/g, '') || 'model';
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    // `trial` is built in.
    if (name !== 'trial' && !taken.includes(name)) return name;
  }
}

const quotedKey = (name: string) => stringify(name).trim();

/** Null where `models` is written in a form that has no place for a line of its own. */
function inserted(text: string, entry: string): string | null {
  const root = parseDocument(text).contents;
  if (root !== null && !(isMap(root) && !root.flow) && !(isScalar(root) && root.value === null))
    return null;
  const pair = isMap(root) ? pairOf(root, 'models') : undefined;
  if (!pair) return `${text.replace(/\n*$/, '\n')}\nmodels:\n  ${entry}\n`;
  const { key, value } = pair;
  if (isMap(value)) return value.flow ? intoFlow(text, value, entry) : below(text, value, entry);
  const range = isScalar(key) ? key.range : null;
  return range ? afterLine(text, range[1], `  ${entry}`) : null;
}
