/** The table of what two runs are compared by. A new measure is one row. */

import { mean } from '../../numbers/describe.js';
import { isCounted } from '../../variants/variant.js';
import { headlineAnswers } from '../sensitivity/headlineAnswers.js';
import type { Report, ReportOutcome } from '../sensitivity/schema.js';

export interface Measure {
  readonly metric: string;
  readonly title: string;
  /** What more of it means. */
  readonly better: 'higher' | 'lower';
  /** By case; a case without a value is not in it. Null where the two cannot be compared, with the reason. */
  values(own: Report, other: Report): ReadonlyMap<string, number> | string;
  /** Whether each value is one yes/no answer. */
  readonly single: boolean;
}

const NO_GOLD = 'there are no expected answers';

export const MEASURES: readonly Measure[] = [
  {
    metric: 'accuracy.original',
    title: 'Right as written',
    better: 'higher',
    single: true,
    values: (own) => {
      const scores = originalScores(own);
      return scores.size === 0 ? NO_GOLD : scores;
    },
  },
  {
    metric: 'accuracy',
    title: 'Right over all wordings, mean of cases',
    better: 'higher',
    single: false,
    values: (own, other) =>
      otherWordings(own, other) ??
      knownOr(
        NO_GOLD,
        own.cases.map(({ id, accuracy }) => [id, accuracy]),
      ),
  },
  {
    metric: 'excess',
    title: 'Wording effect',
    better: 'lower',
    single: false,
    values: (own, other) =>
      otherWordings(own, other) ??
      (own.comparedBy === other.comparedBy
        ? knownOr(
            'it was not measured',
            own.cases.map(({ id, excess }) => [id, excess]),
          )
        : 'one run has expected answers and the other has none'),
  },
  {
    metric: 'confidence',
    title: 'Confidence',
    better: 'higher',
    single: false,
    values: (own, other) =>
      own.confidence.tier === null || own.confidence.tier !== other.confidence.tier
        ? 'the runs do not measure it in the same way'
        : confidences(own),
  },
];

/** Over other wordings, accuracy and effect would differ without any change of prompt or model. */
function otherWordings(own: Report, other: Report): string | null {
  const ids = ({ variants }: Report) =>
    variants
      .filter(isCounted)
      .map(({ id }) => id)
      .toSorted()
      .join();
  return ids(own) === ids(other) ? null : 'the runs had other variants';
}

function knownOr(
  reason: string,
  values: readonly (readonly [string, number | null])[],
): ReadonlyMap<string, number> | string {
  const known = values.flatMap(([id, value]) => (value === null ? [] : [[id, value] as const]));
  return known.length === 0 ? reason : new Map(known);
}

/** Of one wording or of all that count, by case. */
function answersByCase(report: Report, of: 'original' | 'counted'): Map<string, ReportOutcome[]> {
  const [original] = report.variants;
  const answers = headlineAnswers(report);
  return Map.groupBy(
    of === 'original' ? answers.filter(({ variant }) => variant === original?.id) : answers,
    (each) => each.case,
  );
}

function meansOf(
  groups: ReadonlyMap<string, readonly ReportOutcome[]>,
  valueOf: (outcome: ReportOutcome) => number | null,
): Map<string, number> {
  return new Map(
    [...groups].flatMap(([id, outcomes]) => {
      const known = outcomes.flatMap((each) => valueOf(each) ?? []);
      return known.length === 0 ? [] : [[id, mean(known)] as const];
    }),
  );
}

const originalScores = (report: Report) =>
  meansOf(answersByCase(report, 'original'), ({ score }) => score);
const confidences = (report: Report) =>
  meansOf(answersByCase(report, 'counted'), ({ confidence }) => confidence);

/** The original wording's most frequent answer to each case, the first where several are. */
export function answersOf(report: Report): Map<string, string> {
  const groups = answersByCase(report, 'original');
  return new Map(
    [...groups].flatMap(([id, outcomes]) => {
      const byAnswer = Map.groupBy(outcomes, ({ answer, text }) => answer ?? text ?? '');
      const [most] = [...byAnswer].toSorted(([, x], [, y]) => y.length - x.length);
      return most ? [[id, most[0]] as const] : [];
    }),
  );
}
