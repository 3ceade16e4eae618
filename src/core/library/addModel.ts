/** Adds a model to `plumbline.yml`: comments, order and formatting of what is there stay. */

import { isMap, isScalar, parseDocument, stringify, type Pair, type YAMLMap } from 'yaml';
import type { ConfiguredModel } from '../prompt/settings/config.js';
import { parseConfig } from '../prompt/settings/config.js';
import { newConfig } from './newConfig.js';

export type NewModel = Pick<ConfiguredModel, 'baseUrl' | 'model' | 'apiKey'>;

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

const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && key.value === name);

function intoFlow(text: string, { range, items }: YAMLMap, entry: string): string | null {
  const end = range ? text.lastIndexOf('}', range[1] - 1) : -1;
  if (end < 0) return null;
  const start = text.slice(0, end).trimEnd();
  return `${start}${items.length === 0 ? ' ' : ', '}${entry} ${text.slice(end)}`;
}

/** After the last entry, indented as the first. */
function below(text: string, { items }: YAMLMap, entry: string): string | null {
  const [first, last] = [items[0], items.at(-1)];
  const key = isScalar(first?.key) ? first.key.range : null;
  const value = (last?.value ?? last?.key) as { range?: readonly [number, number, number] | null };
  if (!key || !value.range) return null;
  const indent = text.slice(text.lastIndexOf('\n', key[0] - 1) + 1, key[0]);
  if (indent.trim() !== '') return null;
  return afterLine(text, value.range[1], `${indent}${entry}`);
}

/** As a line after the one that this offset is in. */
function afterLine(text: string, offset: number, line: string): string {
  // A value that ends with its line break ends on the line before.
  const from = text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', from);
  return end < 0 ? `${text}\n${line}\n` : `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}
