/** Rows of inputs as cases, wherever the rows stand. */

import { isRecord } from '../text/record.js';
import type { Case, NamedRange, SourceRange } from './prompt.js';
import type { Reading } from './reading.js';
import type { YamlSource } from './yamlSource.js';

export interface Row {
  readonly values: Readonly<Record<string, unknown>>;
  /** Null where the row stands in another file. */
  readonly range: SourceRange | null;
  /** A value as it is written (`007` is no seven), null where only its meaning is known. */
  written(path: readonly string[]): string | null;
  keyRange(path: readonly string[]): SourceRange | null;
}

/** The rows of a list in YAML. `elsewhere`: the YAML is of another file than the prompt's. */
export function yamlRows(
  yaml: YamlSource,
  rows: readonly Readonly<Record<string, unknown>>[],
  { at: list, elsewhere = false }: { at: readonly (string | number)[]; elsewhere?: boolean },
): Row[] {
  return rows.map((values, index) => {
    const at = [...list, index];
    return {
      values,
      range: elsewhere ? null : yaml.rangeOf(at),
      written: (path) => yaml.writtenAt([...at, ...path]),
      keyRange: (path) => (elsewhere ? null : yaml.keyRangeOf([...at, ...path])),
    };
  });
}

/** Rows of which only the values are known. */
export const plainRow = (values: Row['values'], range: SourceRange | null = null): Row => ({
  values,
  range,
  written: () => null,
  keyRange: () => null,
});

/** Keys of a row that describe the case and are no inputs, unless the prompt uses them as variables. */
const DESCRIBING_KEYS = new Set(['id', 'expected']);

/**
 * `expected` is the right answer, `id` names the case, every other key is an input, or, under `variables`, they all stand
 * there. A value of null counts as missing. The keys are those that stand in the prompt's own file.
 */
export function readCases(
  reading: Reading,
  rows: readonly Row[],
  variables: readonly NamedRange[],
): { cases: Case[]; keys: NamedRange[] } {
  const used = new Set(variables.map(({ name }) => name));
  const ids = new Set<string>();
  const keys: NamedRange[] = [];
  const cases = rows.map((row, index) => {
    const { values, range } = row;
    const nested = isRecord(values['variables']) && !used.has('variables') ? ['variables'] : [];
    const given = nested.length > 0 ? (values['variables'] as Row['values']) : values;
    const inputs: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      if (!used.has(name) && DESCRIBING_KEYS.has(name)) continue;
      const written = textOf(row, [...nested, name], value);
      if (written !== null) inputs[name] = written;
      const key = row.keyRange([...nested, name]);
      if (key) keys.push({ name, range: key });
    }
    const named = textOf(row, ['id'], values['id']);
    if (named !== null && ids.has(named))
      reading.warning(
        row.keyRange(['id']) ?? range ?? { line: 1, column: 1 },
        `Two cases are called "${named}". This one goes by its number.`,
      );
    const id = uniqueId(named, index, ids);
    ids.add(id);
    return { id, inputs, expected: textOf(row, ['expected'], values['expected']), range };
  });
  return { cases, keys };
}

function uniqueId(named: string | null, index: number, taken: ReadonlySet<string>): string {
  const candidates = [named, String(index + 1), `case-${index + 1}`];
  return candidates.find((id): id is string => id !== null && !taken.has(id)) ?? `row-${index + 1}`;
}

function textOf({ written }: Row, path: readonly string[], value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return written(path) ?? String(value);
}
