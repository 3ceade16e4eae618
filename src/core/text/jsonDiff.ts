/** Two JSON values compared leaf by leaf. Objects are unordered, arrays ordered. */

import { isExactNumber, numberText, parseExactJson } from './exactJson.js';

export type JsonChange = 'same' | 'changed' | 'typeChanged' | 'added' | 'removed';

export interface JsonDifference {
  /** For example `items[0].name` or `["a.b"].c`; empty for a value that is itself a leaf. */
  readonly path: string;
  readonly kind: JsonChange;
  readonly before: unknown;
  readonly after: unknown;
}

/** The value of a JSON text, its numbers rounded to doubles; undefined when it is not valid JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Canonical JSON (after RFC 8785): equal values give equal text. Numbers that a double does not hold keep all of their digits.
 * Null for invalid JSON.
 */
export function canonicalJson(text: string): string | null {
  const value = parseExactJson(text);
  return value === undefined ? null : canonicalValue(value);
}

/** The same for a value that is no text any more. */
export const canonicalValue = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (isExactNumber(value)) return parseExactJson(numberText(value.rawJSON));
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** Leaf paths and their values; an empty object or array is a leaf. No two leaves of any two values share a path by accident. */
export function flattenJson(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || isExactNumber(value))
    return new Map([[path, value]]);
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((each, index) => [`${path}[${index}]`, each])
    : Object.entries(value).map(([key, each]) => [pathTo(path, key), each]);
  if (entries.length === 0) return new Map([[path, value]]);
  return new Map(entries.flatMap(([at, each]) => [...flattenJson(each, at)]));
}

/** A key that would read as a path of its own is quoted. */
function pathTo(path: string, key: string): string {
  if (key === '' || /[.[\]"]/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** One row per leaf path of either value: those of the first in order, then the added ones. */
export function diffJson(before: unknown, after: unknown): JsonDifference[] {
  const [old, fresh] = [flattenJson(before), flattenJson(after)];
  const paths = new Set([...old.keys(), ...fresh.keys()]);
  return [...paths].map((path) => ({
    path,
    kind: changeAt(path, old, fresh),
    before: old.get(path),
    after: fresh.get(path),
  }));
}

function changeAt(
  path: string,
  old: ReadonlyMap<string, unknown>,
  fresh: ReadonlyMap<string, unknown>,
): JsonChange {
  if (!old.has(path)) return 'added';
  if (!fresh.has(path)) return 'removed';
  const [a, b] = [old.get(path), fresh.get(path)];
  if (typeOf(a) !== typeOf(b)) return 'typeChanged';
  return sameLeaf(a, b) ? 'same' : 'changed';
}

function typeOf(value: unknown): string {
  if (isExactNumber(value)) return 'number';
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** The equality of `canonicalValue`. Objects and arrays that are leaves are empty. */
const sameLeaf = (a: unknown, b: unknown) =>
  a === b || (typeof a === 'object' && canonicalValue(a) === canonicalValue(b));

/** Share of leaf paths that are the same, in [0,1]; null when either text is not valid JSON. */
export function jsonSimilarity(a: string, b: string): number | null {
  const [before, after] = [parseExactJson(a), parseExactJson(b)];
  if (before === undefined || after === undefined) return null;
  const differences = diffJson(before, after);
  return differences.filter(({ kind }) => kind === 'same').length / differences.length;
}
