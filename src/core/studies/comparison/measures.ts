/** The table of what two runs are compared by. A new measure is one row. */

import type { Comparable, ComparableCase } from './comparable.js';
import { worded, type Worded } from '../../say/worded.js';

export interface Measure {
  readonly metric: string;
  readonly title: string;
  /** What more of it means. */
  readonly better: 'higher' | 'lower';
  /** By case; a case without a value is not in it. Null where the two cannot be compared, with the reason. */
  values(own: Comparable, other: Comparable): ReadonlyMap<string, number> | Worded;
  /** Whether each value is one yes/no answer. */
  readonly single: boolean;
}

const NO_GOLD = worded`there are no expected answers`;

export const MEASURES: readonly Measure[] = [
  {
    metric: 'accuracy.original',
    title: 'Right as written',
    better: 'higher',
    single: true,
    values: (own) => knownOr(NO_GOLD, own, ({ original }) => original),
  },
  {
    metric: 'accuracy',
    title: 'Right over all wordings, mean of cases',
    better: 'higher',
    single: false,
    values: (own, other) =>
      otherWordings(own, other) ?? knownOr(NO_GOLD, own, ({ accuracy }) => accuracy),
  },
  {
    metric: 'excess',
    title: 'Wording effect',
    better: 'lower',
    single: false,
    values: (own, other) =>
      otherWordings(own, other) ??
      (own.comparedBy === other.comparedBy
        ? knownOr(worded`it was not measured`, own, ({ excess }) => excess)
        : worded`one run has expected answers and the other has none`),
  },
  {
    metric: 'confidence',
    title: 'Confidence',
    better: 'higher',
    single: false,
    values: (own, other) =>
      own.confidenceTier === null || own.confidenceTier !== other.confidenceTier
        ? worded`the runs do not measure it in the same way`
        : valuesOf(own, ({ confidence }) => confidence),
  },
];

/** Over other wordings, accuracy and effect would differ without any change of prompt or model. */
const otherWordings = (own: Comparable, other: Comparable): Worded | null =>
  own.variants.join('\n') === other.variants.join('\n')
    ? null
    : worded`the runs had other variants`;

type ValueOf = (of: ComparableCase) => number | null;

const valuesOf = ({ cases }: Comparable, valueOf: ValueOf): ReadonlyMap<string, number> =>
  new Map(
    cases.flatMap((each) => {
      const value = valueOf(each);
      return value === null ? [] : [[each.id, value] as const];
    }),
  );

function knownOr(reason: Worded, own: Comparable, valueOf: ValueOf) {
  const known = valuesOf(own, valueOf);
  return known.size === 0 ? reason : known;
}
