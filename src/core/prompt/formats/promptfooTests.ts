/** The tests of a promptfoo configuration as cases. */

import { exactNumber, parseExactJson, withDoubles } from '../../text/exactJson.js';
import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import { yamlRow, type Row } from '../cases/cases.js';
import { idsIn } from '../cases/passages.js';
import { rowsOfFile } from '../cases/rowFiles.js';
import type { Check } from '../checks/check.js';
import type { Case, NamedRange } from '../prompt.js';
import type { Tool } from '../../ports/model.js';
import type { Place, Reading } from '../reading.js';
import { namedFiles } from '../filePattern.js';
import type { YamlSource } from '../yaml/yamlSource.js';
import { checksOf, thresholdOf, writtenAsserts, type WrittenAssert } from './promptfooAsserts.js';
import { OPTION_KEYS, TEST_KEYS, tellUnused, type Values } from './promptfooConfig.js';
import type { EnvironmentOf } from './promptfooEnvironment.js';
import { tableTest } from './promptfooExpected.js';
import { fileValue, inputsOf, varsOf } from './promptfooVars.js';

interface Test {
  readonly id: string | null;
  readonly vars: Values;
  readonly asserts: readonly WrittenAssert[];
  readonly threshold: number | null;
  /** Whether a list of values becomes one case per value. */
  readonly expand: boolean;
  /** Whether the assertions of `defaultTest` hold for it too. */
  readonly takesDefaults: boolean;
}

export interface TestsReading {
  readonly config: Values;
  readonly tools: readonly Tool[];
  readonly environment: EnvironmentOf;
}

/** A list of values for a variable becomes one case per value, as in promptfoo. */
export function testsOf(
  reading: Reading,
  yaml: YamlSource,
  { config, tools, environment }: TestsReading,
): { cases: Case[]; keys: NamedRange[] } {
  const usual = usualTest(reading, yaml, config['defaultTest']);
  const isJudged = recordOf(config['sensitivity'])['judge'] === true;
  const rows = rowsOf(reading, yaml, config['tests']);
  const ids = new Set<string>();
  const cases = rows.flatMap((row) => {
    const own = testOf(reading, row);
    const place = (name: string) => row.place(row.columns ? [] : ['vars', name]);
    const expand = own.expand && usual.expand;
    const all = { ...usual.vars, ...own.vars };
    const risks = idsIn(recordOf(row.values['metadata'])['risks']);
    return inputsOf(all, { reading, environment, place, expand }).map((inputs): Case => {
      const id = own.id !== null && !ids.has(own.id) ? own.id : String(ids.size + 1);
      ids.add(id);
      const written = [...(own.takesDefaults ? usual.asserts : []), ...own.asserts];
      const env = environment(JSON.stringify(written.map(({ values }) => values)));
      const known = env === null ? inputs : { ...inputs, env };
      const found = checksOf(written, { reading, inputs: known, tools, isJudged });
      const checks = underThreshold(found, own.threshold ?? usual.threshold);
      return {
        ...{ id, inputs, expected: expectedOf(checks), range: row.range, checks },
        ...(risks ? { risks } : {}),
      };
    });
  });
  return { cases, keys: rows.flatMap(keysOf) };
}

const keysOf = (row: Row): NamedRange[] =>
  Object.keys(recordOf(row.values['vars'])).flatMap((name) => {
    const range = row.keyRange(['vars', name]);
    return range ? [{ name, range }] : [];
  });

/** The threshold of a test decides alone: its checks are a set. */
const underThreshold = (checks: readonly Check[], threshold: number | null): readonly Check[] =>
  threshold === null || checks.length === 0
    ? checks
    : [{ kind: 'set', name: 'test', checks, threshold }];

/** `defaultTest`, also in a file of its own. */
function usualTest(reading: Reading, yaml: YamlSource, given: unknown): Test {
  const at = yaml.rangeOf(['defaultTest']);
  if (typeof given !== 'string')
    return writtenTest(reading, yamlRow(yaml, recordOf(given), { at: ['defaultTest'] }));
  const values = recordOf(fileValue(reading, given, at));
  return writtenTest(reading, {
    ...yamlRow(yaml, values, { at: ['defaultTest'] }),
    place: () => at,
  });
}

const ROWS = /\.(?:csv|jsonl?|ndjson|ya?ml)$/i;

function rowsOf(reading: Reading, yaml: YamlSource, tests: unknown): Row[] {
  const fromFile = (name: string, path: readonly (string | number)[]): Row[] => {
    const at = yaml.rangeOf(path);
    return namedFiles(reading, name.replace(/^file:\/\//, ''), at).flatMap((file) => {
      if (ROWS.test(file)) return rowsOfFile(reading, file, at);
      reading.warning(at, `${file} is not read. Use a CSV, JSON, JSONL or YAML file for tests.`);
      return [];
    });
  };
  if (typeof tests === 'string') return fromFile(tests, ['tests']);
  if (isRecord(tests) && typeof tests['path'] === 'string')
    return fromFile(tests['path'], ['tests', 'path']);
  return listOf(tests).flatMap((test, index) => {
    const at = ['tests', index];
    if (typeof test === 'string') return fromFile(test, at);
    if (isRecord(test)) {
      const { path, vars, assert } = test;
      if (typeof path === 'string' && vars === undefined && assert === undefined)
        return fromFile(path, [...at, 'path']);
      return [yamlRow(yaml, test, { at })];
    }
    reading.warning(yaml.rangeOf(at), 'This test is not read: expected `vars` and `assert`.');
    return [];
  });
}

function testOf(reading: Reading, row: Row): Test {
  const { values } = row;
  const isTable = row.columns !== null || !('vars' in values || 'assert' in values || row.range);
  if (!isTable) return writtenTest(reading, row);
  const { threshold = null, ...test } = tableTest(reading, row);
  return {
    ...test,
    id: textOrNull(values['__description']),
    threshold,
    expand: true,
    takesDefaults: true,
  };
}

function writtenTest(reading: Reading, row: Row): Test {
  const { values, place } = row;
  const options = recordOf(values['options']);
  tellUnused(reading, values, { level: TEST_KEYS, place: (key) => place([key]) });
  tellUnused(reading, options, { level: OPTION_KEYS, place: (key) => place(['options', key]) });
  const vars = varsOf(reading, values['vars'], place(['vars']));
  const assert = withAllDigits(values['assert'], row.written(['assert']));
  const asWritten = Object.entries(vars).map(([name, value]) => [
    name,
    withAllDigits(value, row.written(['vars', name])),
  ]);
  return {
    id: textOrNull(values['description']),
    vars: Object.fromEntries(asWritten) as Values,
    asserts: writtenAsserts(reading, assert, (path): Place => place(['assert', ...path])),
    threshold: thresholdOf(reading, values, (key) => place([key])),
    expand: options['disableVarExpansion'] !== true,
    takesDefaults: options['disableDefaultAsserts'] !== true,
  };
}

/** Values as promptfoo's YAML reads them (`1.0` is 1, `1e3` is 1000), but for digits that a double would lose. */
function withAllDigits(value: unknown, written: string | null): unknown {
  if (typeof value === 'number') return exactNumber(written ?? '') ?? value;
  if (typeof value !== 'object' || value === null || written === null) return value;
  const exact = parseExactJson(written);
  const isSame = JSON.stringify(withDoubles(exact)) === JSON.stringify(value);
  return isSame ? exact : value;
}

/** The expected answer, if exactly one check that has to pass contains it in full. */
function expectedOf(checks: readonly Check[]): string | null {
  const whole = mustPass(checks).flatMap((check) =>
    (check.kind === 'equals' || check.kind === 'json') && !check.not ? [check.value] : [],
  );
  return whole.length === 1 ? (whole[0] ?? null) : null;
}

/** Checks that an answer cannot fail and still be right. */
const mustPass = (checks: readonly Check[]): readonly Check[] =>
  checks
    .filter(({ weight = 1 }) => weight > 0)
    .flatMap((check) => {
      if (check.kind !== 'set') return [check];
      return check.threshold === null ? mustPass(check.checks) : [];
    });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
