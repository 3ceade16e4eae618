/** Puts an entry into a map of a YAML text. Everything else stays as it is written. */

import { isScalar, type Pair, type YAMLMap } from 'yaml';

export const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && key.value === name);

/** At the end of a map in braces; null where its end is not found. */
export function intoFlow(text: string, { range, items }: YAMLMap, entry: string): string | null {
  const end = range ? text.lastIndexOf('}', range[1] - 1) : -1;
  if (end < 0) return null;
  const start = text.slice(0, end).trimEnd();
  return `${start}${items.length === 0 ? ' ' : ', '}${entry} ${text.slice(end)}`;
}

/** After the last entry, indented as the first; null where the first does not stand on a line of its own. */
export function below(text: string, { items }: YAMLMap, entry: string): string | null {
  const [first, last] = [items[0], items.at(-1)];
  const key = isScalar(first?.key) ? first.key.range : null;
  const value = (last?.value ?? last?.key) as { range?: readonly [number, number, number] | null };
  if (!key || !value.range) return null;
  const indent = text.slice(text.lastIndexOf('\n', key[0] - 1) + 1, key[0]);
  if (indent.trim() !== '') return null;
  return afterLine(text, value.range[1], `${indent}${entry}`);
}

/** As a line after the one that this offset is in. */
export function afterLine(text: string, offset: number, line: string): string {
  // A value that ends with its line break ends on the line before.
  const from = text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', from);
  return end < 0 ? `${text}\n${line}\n` : `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}
