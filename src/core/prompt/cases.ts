import type { Case, Problem, Variable } from './prompt.js';
import type { YamlSource } from './yamlSource.js';

/** Keys of a row that describe the case and are no inputs, unless the prompt uses them as variables. */
const DESCRIBING_KEYS = new Set(['id', 'expected']);

/**
 * Rows as cases. `expected` is the right answer, `id` names the case, every other key is an input;
 * values stay as they are written (`007` is no seven). A value of null counts as missing.
 */
export function readCases(
  yaml: YamlSource,
  rows: readonly Readonly<Record<string, unknown>>[],
  {
    at: list,
    variables,
    problems,
  }: {
    at: readonly string[];
    variables: readonly Variable[];
    problems: Problem[];
  },
): Case[] {
  const used = new Set(variables.map(({ name }) => name));
  const ids = new Set<string>();
  return rows.map((row, index) => {
    const at = [...list, index];
    const range = yaml.rangeOf(at);
    const nested = isRecord(row['variables']) && !used.has('variables');
    const valuesAt = nested ? [...at, 'variables'] : at;
    const values = nested ? (row['variables'] as Record<string, unknown>) : row;
    const inputs: Record<string, string> = {};
    for (const [key, value] of Object.entries(values)) {
      const written = textOf(yaml, [...valuesAt, key], value);
      if (written !== null && (used.has(key) || !DESCRIBING_KEYS.has(key))) inputs[key] = written;
    }
    const named = textOf(yaml, [...at, 'id'], row['id']);
    if (named !== null && ids.has(named)) {
      const { line, column } = yaml.rangeOf([...at, 'id']);
      const message = `Two cases are called "${named}". This one goes by its number.`;
      problems.push({ severity: 'warning', message, line, column });
    }
    const id = uniqueId(named, index, ids);
    ids.add(id);
    return { id, inputs, expected: textOf(yaml, [...at, 'expected'], row['expected']), range };
  });
}

function uniqueId(named: string | null, index: number, taken: ReadonlySet<string>): string {
  const candidates = [named, String(index + 1), `case-${index + 1}`];
  return candidates.find((id): id is string => id !== null && !taken.has(id)) ?? `row-${index + 1}`;
}

function textOf(yaml: YamlSource, path: (string | number)[], value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return yaml.writtenAt(path) ?? String(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
