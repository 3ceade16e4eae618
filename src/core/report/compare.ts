/** Two reports held against each other, case by case: two prompts, two runs, or two models. Never one number for both. */

import * as z from 'zod';
import { randomFrom } from '../random.js';
import { pairedTest, type Pair, type PairedTest } from '../score/pairedTest.js';
import { holm } from '../score/statistics/holm.js';
import { inputsKey } from '../variants/fewShot/alikeness.js';
import { answersOf, MEASURES, type Measure } from './compareMeasures.js';
import { judged } from './compareWords.js';
import { gapSentence, pssRelative, pssRelativeSchema } from './referenceGap.js';
import type { Report } from './report.js';

const caseSchema = z.object({
  case: z.string(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  /** The original wording's most frequent answers; null where there is none. */
  answerA: z.string().nullable(),
  answerB: z.string().nullable(),
});

export const comparisonRecordSchema = z.object({
  metric: z.string(),
  title: z.string(),
  runA: z.string(),
  runB: z.string(),
  /** Cases both runs have, with equal inputs, that count for this metric. */
  n: z.number(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  difference: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  ciMethod: z.string().nullable(),
  test: z.enum(['mcnemar', 'sign-flip']).nullable(),
  p: z.number().nullable(),
  /** Adjusted for the number of metrics compared. */
  pHolm: z.number().nullable(),
  equivalence: z
    .object({ margin: z.number(), p: z.number().nullable(), within: z.boolean() })
    .nullable(),
  /** Of the wording effect, where a judge scored the answers of two models. */
  pssRelative: pssRelativeSchema.nullable(),
  word: z.enum(['better', 'worse', 'same', 'cannot tell', 'not available']),
  sentence: z.string(),
  /** Those whose value or answer differs. */
  cases: z.array(caseSchema),
});

export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;

export interface Comparison {
  readonly runA: string;
  readonly runB: string;
  readonly records: readonly ComparisonRecord[];
  /** What makes the two hard to compare, and what was left out. */
  readonly notes: readonly string[];
}

export interface CompareOptions {
  /** A difference inside ± this counts as none. */
  readonly margin: number;
  readonly seed: number;
}

export const DEFAULT_MARGIN = 0.05;

export function compareReports(a: Report, b: Report, options: CompareOptions): Comparison {
  const shared = sharedCases(a, b);
  const [runA, runB] = labelsOf(a, b);
  const found = MEASURES.map((measure) => testOf(measure, { a, b, shared }, options));
  const tested = found.flatMap(({ test }, index) => (test ? [{ index, p: test.p }] : []));
  const adjusted = holm(tested.map(({ p }) => p));
  const pHolm = new Map(tested.map(({ index }, at) => [index, adjusted[at] ?? 1]));
  const answers = { a: answersOf(a), b: answersOf(b) };
  const relative = pssRelative(a, b);
  const records = found.map((each, index): ComparisonRecord => {
    const { measure, test, reason } = each;
    return {
      metric: measure.metric,
      title: measure.title,
      runA,
      runB,
      ...figuresOf(test, pHolm.get(index) ?? null),
      pssRelative: measure.metric === 'excess' ? relative : null,
      ...judged(measure, { test, pHolm: pHolm.get(index) ?? 1, reason }),
      cases: shared.flatMap((id) => changeOf(id, each, answers) ?? []),
    };
  });
  return {
    runA,
    runB,
    records,
    notes: [...(relative ? [gapSentence(relative)] : []), ...notesOf(a, b, shared)],
  };
}

interface Tested {
  readonly measure: Measure;
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly test: PairedTest | null;
  /** Why there is no test. */
  readonly reason: string;
}

function testOf(
  measure: Measure,
  { a, b, shared }: { a: Report; b: Report; shared: readonly string[] },
  { margin, seed }: CompareOptions,
): Tested {
  const [left, right] = [measure.values(a, b), measure.values(b, a)];
  const without = (reason: string): Tested => ({ measure, pairs: new Map(), test: null, reason });
  if (shared.length === 0) return without('the runs share no case');
  if (typeof left === 'string') return without(left);
  if (typeof right === 'string') return without(right);
  const pairs = new Map(
    shared.flatMap((id) => {
      const [x, y] = [left.get(id), right.get(id)];
      return x === undefined || y === undefined ? [] : [[id, { a: x, b: y }] as const];
    }),
  );
  const values = [...pairs.values()];
  const isYesNo = values.flatMap((pair) => [pair.a, pair.b]).every((v) => v === 0 || v === 1);
  const random = randomFrom('compare', seed, measure.metric);
  const test = pairedTest(values, { binary: measure.single && isYesNo, margin, random });
  return { measure, pairs, test, reason: 'no case has it in both runs' };
}

/** A case that differs: in the measure, and, for the prompt as written, in its answer. */
function changeOf(
  id: string,
  { measure, pairs }: Tested,
  answers: { readonly a: ReadonlyMap<string, string>; readonly b: ReadonlyMap<string, string> },
): ComparisonRecord['cases'][number] | null {
  const { a = null, b = null } = pairs.get(id) ?? {};
  const [answerA, answerB] = [answers.a.get(id) ?? null, answers.b.get(id) ?? null];
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

function sharedCases(a: Report, b: Report): string[] {
  const others = new Map(b.cases.map((each) => [each.id, inputsKey(each)]));
  return a.cases.filter((each) => others.get(each.id) === inputsKey(each)).map(({ id }) => id);
}

function labelsOf(a: Report, b: Report): [string, string] {
  const distinct = [
    ({ prompt }: Report) => prompt.path,
    ({ models }: Report) => models[0]?.id ?? '',
    ({ startedAt }: Report) => startedAt.slice(0, 19).replace('T', ' '),
  ].filter((nameOf) => nameOf(a) !== nameOf(b));
  const label = (report: Report) => distinct.map((nameOf) => nameOf(report)).join(', ');
  return distinct.length === 0 ? ['A', 'B'] : [label(a), label(b)];
}

function notesOf(a: Report, b: Report, shared: readonly string[]): string[] {
  const [onlyA, onlyB] = [a.cases.length - shared.length, b.cases.length - shared.length];
  return [
    ...(onlyA + onlyB > 0
      ? [`Only cases with equal inputs are compared: ${onlyA} of A and ${onlyB} of B are left out.`]
      : []),
    ...(a.prompt.fingerprint === b.prompt.fingerprint
      ? []
      : ['The prompt is worded differently in the two runs.']),
    ...[a, b].flatMap(({ stopped }, index) =>
      stopped === null ? [] : [`Run ${index === 0 ? 'A' : 'B'} was stopped before its end.`],
    ),
  ];
}
