/** A row of a table of promptfoo tests: variables, and columns with `__` that say what is right. */

import type { Row } from '../cases/cases.js';
import type { Reading } from '../reading.js';
import type { WrittenAssert } from './promptfooAsserts.js';
import { isAssertionType, needsNoValue } from './promptfooChecks.js';
import { COLUMN_KEYS, tellUnused, type Values } from './promptfooConfig.js';

const EXPECTED = /^__expected\d*$/;
const CONFIG = /^__config:(__expected\d*):(\w+)$/;
const METADATA = /^__metadata:/;

export interface TableTest {
  readonly vars: Values;
  readonly asserts: readonly WrittenAssert[];
  readonly threshold: number | undefined;
}

/** Columns without `__` are variables; their empty cells are empty texts. Columns that have no effect are reported. */
export function tableTest(reading: Reading, row: Row): TableTest {
  const { values, columns } = row;
  const place = row.place([]);
  const names = columns ?? Object.keys(values);
  tellColumns(reading, row);
  const metric = values['__metric'];
  const asserts = names
    .filter((name) => EXPECTED.test(name) && values[name] !== undefined)
    .map((name): WrittenAssert => {
      const threshold = numberIn(reading, row, configColumn(names, name, 'threshold'));
      return {
        values: {
          ...expectedAssert(String(values[name])),
          ...(threshold === undefined ? {} : { threshold }),
          ...(metric === undefined ? {} : { metric }),
        },
        place: () => place,
      };
    });
  const vars = names.filter((name) => !name.startsWith('__'));
  return {
    vars: Object.fromEntries(vars.map((name) => [name, values[name] ?? ''])),
    asserts,
    threshold: numberIn(reading, row, '__threshold'),
  };
}

/** `__expected` and `__expected1` are the same assertion. */
const configColumn = (names: readonly string[], expected: string, key: string) => {
  const same = expected.replace(/^(__expected)1?$/, '$1');
  return names.find((name) => {
    const [, of = '', what] = CONFIG.exec(name) ?? [];
    return what === key && of.replace(/^(__expected)1?$/, '$1') === same;
  });
};

function numberIn(reading: Reading, row: Row, column: string | undefined): number | undefined {
  const cell = column === undefined ? undefined : row.values[column];
  if (column === undefined || cell === undefined) return undefined;
  const number = Number(cell);
  if (Number.isFinite(number)) return number;
  reading.warning(
    row.place([]),
    `\`${column}\` is not applied: "${String(cell)}" is not a number.`,
  );
  return undefined;
}

function tellColumns(reading: Reading, { values, place }: Row): void {
  const special = Object.entries(values).filter(
    ([name]) =>
      name.startsWith('__') &&
      !EXPECTED.test(name) &&
      !METADATA.test(name) &&
      CONFIG.exec(name)?.[2] !== 'threshold',
  );
  tellUnused(reading, Object.fromEntries(special), {
    level: COLUMN_KEYS,
    place: (column) => place([column]),
  });
  for (const name of Object.keys(values)) {
    const isNear = /^_(?:expected\d*|prefix|suffix|description|metric|threshold)$/.test(name);
    if (isNear)
      reading.warning(
        place([name]),
        `The column \`${name}\` is a variable. Did you mean \`_${name}\`?`,
      );
  }
}

/** Thresholds where a table names none. */
const DEFAULT_THRESHOLD: Readonly<Record<string, number>> = { similar: 0.8, levenshtein: 0.75 };

/** Parses `type: value`, `type(threshold): value` or a type alone; any other text is the whole correct answer. */
export function expectedAssert(written: string): Values {
  const text = written.trim();
  if (/^file:\/\/.*\.(?:[cm]?[jt]s|py)(?::\w+)?$/.test(text))
    return { type: 'javascript', value: text };
  const [, named = '', limit, value] = TYPED.exec(text) ?? [];
  const type = SHORT[named] ?? named;
  const plain = type.replace(/^not-/, '');
  const isBare = value === undefined && limit === undefined && !needsNoValue(plain);
  if (!isAssertionType(plain) || isBare) return { type: 'equals', value: text };
  const threshold = limit === undefined ? DEFAULT_THRESHOLD[plain] : Number(limit);
  return { type, value, ...(threshold === undefined ? {} : { threshold }) };
}

const TYPED =
  /^((?:not-)?(?:(?:similar|trace|trajectory|promptfoo:redteam):)?[a-z][a-z0-9-]*)(?:\((\d+(?:\.\d+)?)\))?(?:\s*:\s*([\s\S]*))?$/;

const SHORT: Readonly<Record<string, string>> = {
  grade: 'llm-rubric',
  fn: 'javascript',
  eval: 'javascript',
};
