/** The tests of a promptfoo configuration as cases. */

import { isRecord, recordOf, textOrNull, textsOf } from '../../text/narrow.js';
import { plainRow, yamlRows, type Row } from '../cases/cases.js';
import type { Case, NamedRange } from '../prompt.js';
import type { Tool } from '../../ports/model.js';
import type { Reading } from '../reading.js';
import { rowsOfFile } from '../cases/rowFiles.js';
import type { YamlSource } from '../yaml/yamlSource.js';
import { checksOf, expectedChecks, expectedOf } from './promptfooChecks.js';

type Values = Readonly<Record<string, unknown>>;

interface Test {
  readonly id: string | null;
  readonly vars: Values;
  readonly asserts: readonly unknown[];
  readonly row: Row;
}

/** A list of values for a variable becomes one case per value, as in promptfoo. */
export function testsOf(
  reading: Reading,
  yaml: YamlSource,
  { config, tools }: { config: Values; tools: readonly Tool[] },
): { cases: Case[]; keys: NamedRange[] } {
  const usual = recordOf(config['defaultTest']);
  if (config['scenarios'] !== undefined)
    reading.warning(yaml.rangeOf(['scenarios']), '`scenarios` are not supported, only `tests`.');
  const tests = rowsOf(reading, yaml, config['tests']).map(testOf);
  const ids = new Set<string>();
  const cases = tests.flatMap(({ id, vars, asserts, row }) => {
    const all = { ...recordOf(usual['vars']), ...vars };
    return combinations(all).map((values): Case => {
      const inputs = textsOf(withFiles(reading, yaml, values));
      const named = id !== null && !ids.has(id) ? id : String(ids.size + 1);
      ids.add(named);
      const given = [...listOf(usual['assert']), ...asserts];
      const checks = checksOf(given, { inputs, config, tools });
      return { id: named, inputs, expected: expectedOf(checks), range: row.range, checks };
    });
  });
  const keys = tests.flatMap(({ row, vars }) =>
    Object.keys(vars).flatMap((name) => {
      const range = row.keyRange(['vars', name]);
      return range ? [{ name, range }] : [];
    }),
  );
  return { cases, keys };
}

function rowsOf(reading: Reading, yaml: YamlSource, tests: unknown): Row[] {
  const fromFile = (name: string, path: readonly (string | number)[]): Row[] => {
    const at = yaml.rangeOf(path);
    const file = name.replace(/^file:\/\//, '');
    if (/\.(?:csv|jsonl?|ya?ml)$/i.test(file)) return rowsOfFile(reading, file, at);
    reading.warning(at, `${file} is not read. Use a CSV, JSON, JSONL or YAML file for tests.`);
    return [];
  };
  if (typeof tests === 'string') return fromFile(tests, ['tests']);
  const inline = listOf(tests);
  return inline.flatMap((test, index) => {
    if (typeof test === 'string') return fromFile(test, ['tests', index]);
    if (!isRecord(test)) return [];
    const [row] = yamlRows(yaml, [test], { at: ['tests'] });
    return row ? [atIndex(yaml, row, index)] : [];
  });
}

const atIndex = (yaml: YamlSource, row: Row, index: number): Row => ({
  ...row,
  range: yaml.rangeOf(['tests', index]),
  written: (path) => yaml.writtenAt(['tests', index, ...path]),
  keyRange: (path) => yaml.keyRangeOf(['tests', index, ...path]),
});

/** Columns of a table are variables, except those starting with `__`, which describe the test. */
function testOf(row: Row): Test {
  const { values } = row;
  const isTable = !('vars' in values) && !('assert' in values) && row.range === null;
  if (isTable) {
    const columns = Object.entries(values);
    return {
      id: textOrNull(values['__description']),
      vars: Object.fromEntries(columns.filter(([name]) => !name.startsWith('__'))),
      asserts: columns
        .filter(([name]) => /^__expected\d*$/.test(name))
        .map(([, value]) => expectedChecks(String(value))),
      row: plainRow(values),
    };
  }
  const vars = recordOf(values['vars']);
  const written = Object.entries(vars).map(([name, value]) => [
    name,
    typeof value === 'number' ? (row.written(['vars', name]) ?? value) : value,
  ]);
  return {
    id: textOrNull(values['description']),
    vars: Object.fromEntries(written) as Values,
    asserts: listOf(values['assert']),
    row,
  };
}

const MAX_COMBINATIONS = 1000;

function combinations(vars: Values): Values[] {
  return Object.entries(vars).reduce<Values[]>(
    (all, [name, value]) => {
      const choices: unknown[] = Array.isArray(value) ? value : [value];
      return all
        .flatMap((each) => choices.map((choice) => ({ ...each, [name]: choice })))
        .slice(0, MAX_COMBINATIONS);
    },
    [{}],
  );
}

function withFiles(reading: Reading, yaml: YamlSource, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'string' || !value.startsWith('file://')) return [name, value];
      const file = value.slice('file://'.length);
      return [name, reading.fileNamed(file, yaml.rangeOf(['tests']))?.text.trim()];
    }),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
