/** Two reports held against each other, case by case: two prompts, two runs, or two models. Never one number for both. */

import type { Message } from '../../ports/model.js';
import { randomFrom } from '../../numbers/random.js';
import { pairedTest, type Pair, type PairedTest } from '../../score/pairedTest.js';
import { holm } from '../../score/statistics/holm.js';
import { comparableOf, type Comparable } from './comparable.js';
import { MEASURES, type Measure } from './measures.js';
import { judged } from './words.js';
import { gapSentence, pssRelative } from './referenceGap.js';
import type { ComparisonRecord } from './schema.js';
import type { Report } from '../sensitivity/schema.js';
import { english, type Say } from '../../say/say.js';
import { worded, type Worded } from '../../say/worded.js';

export interface Comparison {
  readonly runA: string;
  readonly runB: string;
  /** The prompt as each run had it. */
  readonly prompts: Readonly<Record<'a' | 'b', readonly Message[]>>;
  readonly records: readonly ComparisonRecord[];
  /** What makes the two hard to compare, and what was left out. */
  readonly notes: readonly string[];
}

export interface CompareOptions {
  /** A difference inside ± this counts as none. */
  readonly margin: number;
  readonly seed: number;
  /** Whose language the sentences are in. Absent: English, as in files. */
  readonly say?: Say;
}

export const DEFAULT_MARGIN = 0.05;

export function compareReports(a: Report, b: Report, options: CompareOptions): Comparison {
  const { say = english } = options;
  const measured = { a: comparableOf(a), b: comparableOf(b) };
  const shared = sharedCases(measured.a, measured.b);
  const [runA, runB] = labelsOf(a, b);
  const found = MEASURES.map((measure) => testOf(measure, { ...measured, shared }, options));
  const tested = found.flatMap(({ test }, index) => (test ? [{ index, p: test.p }] : []));
  const adjusted = holm(tested.map(({ p }) => p));
  const pHolm = new Map(tested.map(({ index }, at) => [index, adjusted[at] ?? 1]));
  const answers = { a: answersOf(measured.a), b: answersOf(measured.b) };
  const relative = pssRelative(a, b);
  const records = found.map((each, index): ComparisonRecord => {
    const { measure, test, reason } = each;
    return {
      metric: measure.metric,
      title: say(measure.title),
      runA,
      runB,
      ...figuresOf(test, pHolm.get(index) ?? null),
      pssRelative: measure.metric === 'excess' ? relative : null,
      ...judged(measure, { test, pHolm: pHolm.get(index) ?? 1, reason }, say),
      cases: shared.flatMap((both) => changeOf(both, each, answers) ?? []),
    };
  });
  return {
    runA,
    runB,
    prompts: { a: a.variants[0]?.messages ?? [], b: b.variants[0]?.messages ?? [] },
    records,
    notes: [...(relative ? [gapSentence(relative, say)] : []), ...notesOf(a, b, { shared, say })],
  };
}

export interface Tested {
  readonly measure: Measure;
  /** By the id in the first run. */
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly test: PairedTest | null;
  /** Why there is no test. */
  readonly reason: Worded;
}

/** One measure of two runs over the cases they share. */
export function testOf(
  measure: Measure,
  { a, b, shared }: { a: Comparable; b: Comparable; shared: readonly SharedCase[] },
  { margin, seed }: CompareOptions,
): Tested {
  const [left, right] = [measure.values(a, b), measure.values(b, a)];
  const without = (reason: Worded): Tested => ({ measure, pairs: new Map(), test: null, reason });
  if (shared.length === 0) return without(worded`the runs share no case`);
  if (typeof left === 'function') return without(left);
  if (typeof right === 'function') return without(right);
  const pairs = new Map(
    shared.flatMap((each) => {
      const [x, y] = [left.get(each.a), right.get(each.b)];
      return x === undefined || y === undefined ? [] : [[each.a, { a: x, b: y }] as const];
    }),
  );
  const values = [...pairs.values()];
  const isYesNo = values.flatMap((pair) => [pair.a, pair.b]).every((v) => v === 0 || v === 1);
  const random = randomFrom('compare', seed, measure.metric);
  const test = pairedTest(values, { binary: measure.single && isYesNo, margin, random });
  return { measure, pairs, test, reason: worded`no case has it in both runs` };
}

/** A case that differs: in the measure, and, for the prompt as written, in its answer. */
function changeOf(
  { a: id, b: other }: SharedCase,
  { measure, pairs }: Tested,
  answers: { readonly a: ReadonlyMap<string, string>; readonly b: ReadonlyMap<string, string> },
): ComparisonRecord['cases'][number] | null {
  const { a = null, b = null } = pairs.get(id) ?? {};
  const [answerA, answerB] = [answers.a.get(id) ?? null, answers.b.get(other) ?? null];
  const differs = a !== b || (measure.single && answerA !== answerB);
  return differs ? { case: id, a, b, answerA, answerB } : null;
}

function figuresOf(test: PairedTest | null, pHolm: number | null) {
  return {
    n: test?.n ?? 0,
    a: test?.a ?? null,
    b: test?.b ?? null,
    difference: test?.difference ?? null,
    ci: test?.ci ?? null,
    ciMethod: test?.ciMethod ?? null,
    test: test?.test ?? null,
    p: test?.p ?? null,
    pHolm,
    equivalence: test?.equivalence ?? null,
  };
}

/** Ids of a case in both runs. */
export interface SharedCase {
  readonly a: string;
  readonly b: string;
}

/** The cases with equal inputs: under the same id, else under another, as where cases are numbered and one was put before them. */
export function sharedCases(a: Comparable, b: Comparable): SharedCase[] {
  const others = new Map(b.cases.map(({ id, inputs }) => [id, inputs]));
  const taken = new Set(
    a.cases.filter(({ id, inputs }) => others.get(id) === inputs).map(({ id }) => id),
  );
  const free = b.cases.filter(({ id }) => !taken.has(id));
  return a.cases.flatMap(({ id, inputs }): SharedCase[] => {
    if (taken.has(id)) return [{ a: id, b: id }];
    const at = free.findIndex((each) => each.inputs === inputs);
    const [found] = at < 0 ? [] : free.splice(at, 1);
    return found ? [{ a: id, b: found.id }] : [];
  });
}

const answersOf = ({ cases }: Comparable): ReadonlyMap<string, string> =>
  new Map(cases.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer] as const])));

function labelsOf(a: Report, b: Report): [string, string] {
  const distinct = [
    ({ prompt }: Report) => prompt.path,
    ({ models }: Report) => models[0]?.id ?? '',
    ({ startedAt }: Report) => startedAt.slice(0, 19).replace('T', ' '),
  ].filter((nameOf) => nameOf(a) !== nameOf(b));
  const label = (report: Report) => distinct.map((nameOf) => nameOf(report)).join(', ');
  return distinct.length === 0 ? ['A', 'B'] : [label(a), label(b)];
}

function notesOf(
  a: Report,
  b: Report,
  { shared, say }: { shared: readonly SharedCase[]; say: Say },
): string[] {
  const [onlyA, onlyB] = [a.cases.length - shared.length, b.cases.length - shared.length];
  return [
    ...(onlyA + onlyB > 0
      ? [
          say('Only cases with equal inputs are compared: {a} of A and {b} of B are left out.', {
            a: onlyA,
            b: onlyB,
          }),
        ]
      : []),
    ...(a.prompt.fingerprint === b.prompt.fingerprint
      ? []
      : [say('The prompt is worded differently in the two runs.')]),
    ...[a, b].flatMap(({ stopped }, index) =>
      stopped === null
        ? []
        : [say('Run {run} was stopped before its end.', { run: index === 0 ? 'A' : 'B' })],
    ),
  ];
}
