/** Turns rows of inputs into cases. */

import { isRecord } from '../../text/narrow.js';
import type { Case, NamedRange, Passage, SourceRange } from '../prompt.js';
import { placeWithin, type Place, type Reading, type TextPosition } from '../reading.js';
import { frozenPassages, retrievalQuestion } from './frozenPassages.js';
import { CONTEXTS, passagesIn, passagesText, RELEVANT, idsIn, repeatedIds } from './passages.js';
import { TRAJECTORY, trajectoryIn } from './trajectory.js';
import type { YamlSource } from '../yaml/yamlSource.js';

export interface Row {
  readonly values: Readonly<Record<string, unknown>>;
  /** Null if the row is in another file. */
  readonly range: SourceRange | null;
  /** The columns of its table; null if it is not in a table. */
  readonly columns: readonly string[] | null;
  /** The place of a key, else of its nearest parent; the header for a column of a table. */
  place(path: readonly (string | number)[]): Place;
  /** A value as written (`007` is not 7), a list or map as JSON; null if only its parsed value is known. */
  written(path: readonly string[]): string | null;
  keyRange(path: readonly string[]): SourceRange | null;
}

/** Another file with rows, and where the prompt's own file refers to it. */
export interface Elsewhere {
  readonly path: string;
  readonly reference: TextPosition;
}

/** The rows of a YAML list. `elsewhere`: the YAML is not the prompt's own file. */
export function yamlRows(
  yaml: YamlSource,
  rows: readonly Readonly<Record<string, unknown>>[],
  { at: list, elsewhere }: { at: readonly (string | number)[]; elsewhere?: Elsewhere },
): Row[] {
  return rows.map((values, index) => yamlRow(yaml, values, { at: [...list, index], elsewhere }));
}

/** One row, at its path. */
export function yamlRow(
  yaml: YamlSource,
  values: Row['values'],
  { at, elsewhere }: { at: readonly (string | number)[]; elsewhere?: Elsewhere | undefined },
): Row {
  return {
    values,
    columns: null,
    range: elsewhere ? null : yaml.rangeOf(at),
    place(path) {
      const whole = [...at, ...path];
      const { line, column } = (path.length > 0 && yaml.keyRangeOf(whole)) || yaml.rangeOf(whole);
      if (!elsewhere) return { line, column };
      return placeWithin(elsewhere.reference, { path: elsewhere.path, line, column });
    },
    written: (path) => yaml.writtenAt([...at, ...path]),
    keyRange: (path) => (elsewhere ? null : yaml.keyRangeOf([...at, ...path])),
  };
}

/** A row without source positions but its own place. */
export const plainRow = (values: Row['values'], place: Place): Row => ({
  values,
  columns: null,
  range: null,
  place: () => place,
  written: () => null,
  keyRange: () => null,
});

/** Keys of a row that describe the case. They are inputs only if the prompt uses them as variables. */
const DESCRIBING_KEYS = new Set(['id', 'expected', 'example']);
/** The risks a case is a test of. */
const RISKS = 'risks';
/** Whether its request pulls against what the prompt is for. */
const CONFLICT = 'conflict';

/**
 * `expected` is the correct answer, `id` names the case, and every other key is an input; or all inputs are under
 * `variables`. `example: true` makes a row an example: it is shown to the model and never tested. Null counts as
 * missing. `keys` are those in the prompt's own file.
 */
export function readCases(
  reading: Reading,
  rows: readonly Row[],
  variables: readonly NamedRange[],
): { cases: Case[]; examples: Case[]; keys: NamedRange[] } {
  const used = new Set(variables.map(({ name }) => name));
  const ids = new Set<string>();
  const keys: NamedRange[] = [];
  const examples: Case[] = [];
  tellMisspelled(reading, rows, used);
  const retrieved = used.has(CONTEXTS) ? frozenPassages(reading) : null;
  const cases = rows.flatMap((row, index): Case[] => {
    const { values, range } = row;
    const nested = isRecord(values['variables']) && !used.has('variables') ? ['variables'] : [];
    const given = nested.length > 0 ? (values['variables'] as Row['values']) : values;
    const own = passagesIn(given[CONTEXTS]);
    const trajectory = used.has(TRAJECTORY) ? null : trajectoryIn(given[TRAJECTORY]);
    const ofCase = [own || retrieved ? RELEVANT : RISKS, trajectory ? TRAJECTORY : RISKS];
    const describing = new Set([...DESCRIBING_KEYS, RISKS, CONFLICT, ...ofCase]);
    const inputs: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      if (!used.has(name) && describing.has(name)) continue;
      const written = textOf(row, [...nested, name], value);
      if (written !== null) inputs[name] = written;
      const key = row.keyRange([...nested, name]);
      if (key) keys.push({ name, range: key });
    }
    const named = textOf(row, ['id'], values['id']);
    if (named !== null && ids.has(named))
      reading.warning(
        row.keyRange(['id']) ?? range ?? { line: 1, column: 1 },
        `Two cases have the id "${named}". This one is identified by its number instead.`,
      );
    const id = uniqueId(named, index, ids);
    ids.add(id);
    const expected = textOf(row, ['expected'], values['expected']);
    refuseRepeated(own ?? [], { reading, id, at: range });
    const contexts = own ?? retrieved?.get(retrievalQuestion(inputs)) ?? null;
    const relevant = (contexts ?? retrieved) && idsIn(given[RELEVANT] ?? values[RELEVANT]);
    const risks = used.has(RISKS) ? null : idsIn(values[RISKS]);
    if (contexts) inputs[CONTEXTS] = passagesText(contexts);
    const read: Case = {
      ...{ id, inputs, expected, range },
      ...(contexts ? { contexts } : {}),
      ...(relevant ? { relevant } : {}),
      ...(risks ? { risks } : {}),
      ...(!used.has(CONFLICT) && isMarked(values[CONFLICT]) ? { isConflict: true } : {}),
      ...(trajectory ? { trajectory } : {}),
    };
    if (used.has('example') || !isMarked(values['example'])) return [read];
    if (expected === null)
      reading.warning(
        range ?? { line: 1, column: 1 },
        `The example ${id} has no expected answer, so it cannot be used.`,
      );
    examples.push(read);
    return [];
  });
  return { cases, examples, keys };
}

/** A describing key in another case is an input that nothing may read: each is named once. */
function tellMisspelled(reading: Reading, rows: readonly Row[], used: ReadonlySet<string>): void {
  const told = new Set<string>();
  for (const { values, place } of rows) {
    for (const name of Object.keys(values)) {
      const meant = name.trim().toLowerCase();
      const isMeant = DESCRIBING_KEYS.has(meant) && !Object.hasOwn(values, meant);
      if (!isMeant || used.has(name) || told.has(name)) continue;
      told.add(name);
      reading.warning(
        place([name]),
        `\`${name}\` is read as an input, and the prompt does not use it. Write \`${meant}\` ${MEANINGS[meant] ?? ''}.`,
      );
    }
  }
}

const MEANINGS: Readonly<Record<string, string>> = {
  id: 'to name the case',
  expected: 'for the correct answer',
  example: 'to mark an example',
};

/** Cases, and examples from their rows and from a separate list. */
export function readAllCases(
  reading: Reading,
  { rows, exampleRows }: { rows: readonly Row[]; exampleRows: readonly Row[] },
  variables: readonly NamedRange[],
): { cases: Case[]; examples: Case[]; keys: NamedRange[] } {
  const own = readCases(reading, rows, variables);
  const pool = readCases(reading, exampleRows.map(asExample), variables);
  return {
    cases: own.cases,
    // Ids of separate examples have a prefix, so that they cannot equal a case's.
    examples: [
      ...own.examples,
      ...pool.examples.map((each) => ({ ...each, id: `example ${each.id}` })),
    ],
    keys: [...own.keys, ...pool.keys],
  };
}

const asExample = (row: Row): Row => ({ ...row, values: { ...row.values, example: true } });

/** Tables have text instead of booleans. */
const isMarked = (value: unknown) =>
  value === true || /^(?:true|yes|1)$/i.test(String(value ?? ''));

function uniqueId(named: string | null, index: number, taken: ReadonlySet<string>): string {
  const candidates = [named, String(index + 1), `case-${index + 1}`];
  return candidates.find((id): id is string => id !== null && !taken.has(id)) ?? `row-${index + 1}`;
}

function textOf({ written }: Row, path: readonly string[], value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return written(path) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Passages are told apart by their ids. */
function refuseRepeated(
  passages: readonly Passage[],
  { reading, id, at }: { reading: Reading; id: string; at: TextPosition | null },
): void {
  for (const twice of repeatedIds(passages))
    reading.error(
      at ?? { line: 1, column: 1 },
      `The case ${id} has two passages with the id ${twice}. Give each its own.`,
    );
}
