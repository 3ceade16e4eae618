/** The assertions of a promptfoo test as a tree of checks. */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import type { Check, GradedCheck } from '../checks/check.js';
import { TemplateError } from '../languages/language.js';
import { jinja } from '../languages/jinja.js';
import type { Case } from '../prompt.js';
import type { Tool } from '../../ports/model.js';
import type { Place, Reading } from '../reading.js';
import { asText, madeCheck, WITH_THRESHOLD } from './promptfooChecks.js';
import { ASSERT_KEYS, RUNS_CODE, tellUnused, type Values } from './promptfooConfig.js';
import { fileValue } from './promptfooVars.js';

/** An entry of an `assert` list with its place. */
export interface WrittenAssert {
  readonly values: Values;
  readonly place: (path: readonly (string | number)[]) => Place;
}

/** The entries of a list; a file of assertions is read, and anything else is reported. */
export function writtenAsserts(
  reading: Reading,
  given: unknown,
  place: WrittenAssert['place'],
): WrittenAssert[] {
  const entries: unknown[] = Array.isArray(given) ? given : isRecord(given) ? [given] : [];
  if (entries.length === 0 && given !== undefined && given !== null && !Array.isArray(given))
    reading.warning(place([]), 'These assertions are not read: expected a list.');
  return entries.flatMap((values, index): WrittenAssert[] => {
    const at: WrittenAssert['place'] = (path) => place([index, ...path]);
    if (isRecord(values)) return [{ values, place: at }];
    const isFile = typeof values === 'string' && values.startsWith('file://');
    const read = isFile ? fileValue(reading, values, at([])) : undefined;
    if (read !== undefined) return writtenAsserts(reading, read, () => at([]));
    if (!isFile)
      reading.warning(at([]), 'This assertion is not read: expected `type` and `value`.');
    return [];
  });
}

interface TestOf {
  readonly reading: Reading;
  /** What templates in values are filled with. */
  readonly inputs: Case['inputs'];
  readonly tools: readonly Tool[];
  /** Whether a model may grade. */
  readonly isJudged: boolean;
}

/** Those that cannot run become `notRun` checks with a reason. What has no effect is reported at its place. */
export function checksOf(asserts: readonly WrittenAssert[], test: TestOf): Check[] {
  const names = new Set<string>();
  const distinct = (check: Check): Check => {
    if (check.kind === 'set') return { ...check, checks: check.checks.map(distinct) };
    if (check.kind !== 'rubric') return check;
    const name = freeName(check.name, names);
    names.add(name);
    return { ...check, name };
  };
  return asserts.map((each) => distinct(checkOf(each, test)));
}

/** Grades are kept by the names of their checks. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name} ${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function checkOf({ values, place }: WrittenAssert, test: TestOf): Check {
  const { reading } = test;
  const written = textOrNull(values['type']) ?? '?';
  const type = written.replace(/^not-/, '');
  tellUnused(reading, values, { level: ASSERT_KEYS, place: (key) => place([key]) });
  const threshold = thresholdOf(reading, values, (key) => place([key]));
  const weight = weightOf(reading, values, (key) => place([key]));
  const counts = weight === 1 ? {} : { weight };
  const metric = textOrNull(values['metric']);
  if (written === 'assert-set') {
    const inside = writtenAsserts(reading, values['assert'], (path) => place(['assert', ...path]));
    const checks = inside.map((each) => checkOf(each, test));
    if (checks.length > 0)
      return { kind: 'set', name: metric ?? written, checks, threshold, ...counts };
  }
  const single = singleCheck(values, { ...test, place, written, threshold });
  if (threshold !== null && single.kind !== 'notRun' && !WITH_THRESHOLD.has(type))
    reading.warning(
      place(['threshold']),
      `\`threshold\` is not applied: \`${written}\` either passes or fails.`,
    );
  return { ...single, ...counts };
}

interface SingleAssert extends TestOf {
  readonly place: WrittenAssert['place'];
  readonly written: string;
  readonly threshold: number | null;
}

function singleCheck(values: Values, assertion: SingleAssert): Check {
  const { written, threshold, tools, isJudged } = assertion;
  const metric = textOrNull(values['metric']);
  const name = metric ?? written;
  const notRun = (reason: string): Check => ({
    kind: 'notRun',
    name: metric === null ? written : `${metric} (${written})`,
    reason,
  });
  if (written === 'assert-set') return notRun('it has no list of assertions under `assert`');
  if (values['transform'] !== undefined) return notRun(`its \`transform\` would run code`);
  try {
    const value = filledValue(values['value'], assertion);
    if (value === UNREAD) return notRun('its file cannot be read');
    if (written === 'llm-rubric' && isJudged) {
      const rubric: GradedCheck = { kind: 'rubric', name, value: asText(value) };
      return threshold === null ? rubric : { ...rubric, least: threshold };
    }
    const isNegated = written.startsWith('not-');
    const type = isNegated ? written.slice('not-'.length) : written;
    const made = madeCheck({ type, isNegated, name, value, threshold, tools });
    return typeof made === 'string' ? notRun(made) : made;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return notRun(error.message);
  }
}

const UNREAD = Symbol('unread');
const PROGRAM = /\.(?:[cm]?[jt]s|py|rb)(?::[\w.]+)?$/i;

/** Templates are filled in, and files are read. Objects are taken as they are. */
function filledValue(
  value: unknown,
  { reading, inputs, place }: Pick<SingleAssert, 'reading' | 'inputs' | 'place'>,
): unknown {
  if (Array.isArray(value))
    return value.map((each) => filledValue(each, { reading, inputs, place }));
  if (typeof value !== 'string') return value;
  if (!value.startsWith('file://')) return jinja.read(value, {}).render(inputs);
  if (PROGRAM.test(value)) throw new TemplateError(RUNS_CODE);
  return fileValue(reading, value, place(['value'])) ?? UNREAD;
}

/** A number, also 0. Anything else is reported and not applied. */
export function thresholdOf(
  reading: Reading,
  values: Values,
  place: (key: string) => Place,
): number | null {
  const { threshold } = recordOf(values);
  if (threshold === undefined || threshold === null) return null;
  if (typeof threshold === 'number' && !Number.isNaN(threshold)) return threshold;
  reading.warning(place('threshold'), '`threshold` is not applied: expected a number.');
  return null;
}

function weightOf(reading: Reading, values: Values, place: (key: string) => Place): number {
  const { weight = 1, metricOnly } = values;
  if (metricOnly === true) return 0;
  if (typeof weight === 'number' && weight >= 0 && weight < Infinity) return weight;
  reading.warning(place('weight'), '`weight` is not applied: expected a number of at least 0.');
  return 1;
}
