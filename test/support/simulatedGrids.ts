/** Grids of right and wrong answers whose true accuracy and true wording effect are known. */

import { randomFrom, type Random } from '../../src/core/numbers/random.js';
import { effectInterval, rateInterval } from '../../src/core/score/statistics/caseIntervals.js';
import { mean } from '../../src/core/numbers/describe.js';

/** Kinds of cases, how often each occurs, and the chance of a right answer under each variant. */
export interface GridShape {
  readonly name: string;
  readonly kinds: readonly { readonly share: number; readonly rates: readonly number[] }[];
}

const VARIANTS = 8;
const REPEATS = 2;
const all = (rate: number) => Array<number>(VARIANTS).fill(rate);
const split = (few: number, low: number, high: number) =>
  Array.from({ length: VARIANTS }, (_, index) => (index < few ? low : high));

/** Most cases never move, a few move much: what a good prompt on a sure model shows. */
export const ALWAYS_RIGHT_OR_ONE_OFF: GridShape = {
  name: 'sparse',
  kinds: [
    { share: 0.8, rates: all(1) },
    { share: 0.1, rates: all(0.9) },
    { share: 0.06, rates: split(1, 0, 1) },
    { share: 0.04, rates: split(4, 0.2, 0.9) },
  ],
};

/** Most cases move, more or less. */
export const MIXED: GridShape = {
  name: 'dense',
  kinds: [
    { share: 0.25, rates: all(0.7) },
    { share: 0.25, rates: split(4, 0.3, 0.9) },
    { share: 0.25, rates: split(2, 0.1, 0.95) },
    { share: 0.25, rates: Array.from({ length: VARIANTS }, (_, index) => 0.2 + 0.1 * index) },
  ],
};

const pairMean = (values: readonly number[], of: (a: number, b: number) => number) =>
  mean(values.flatMap((a, at) => values.slice(at + 1).map((b) => of(a, b))));

const truthOf = ({ kinds }: GridShape, of: (rates: readonly number[]) => number) =>
  kinds.reduce((total, { share, rates }) => total + share * of(rates), 0);

/** One case: its accuracy, and cross minus within of its scores. */
function simulatedCase({ kinds }: GridShape, random: Random): { accuracy: number; excess: number } {
  let left = random.float();
  const kind = kinds.find(({ share }) => (left -= share) < 0) ?? kinds[0];
  const right = (kind?.rates ?? []).map((rate) =>
    Array.from({ length: REPEATS }, () => (random.float() < rate ? 1 : 0)),
  );
  const rates = right.map(mean);
  const cross = pairMean(rates, (a, b) => a * (1 - b) + b * (1 - a));
  const within = mean(right.map(([a = 0, b = 0]) => Math.abs(a - b)));
  return { accuracy: mean(rates), excess: cross - within };
}

/** The share of simulated runs whose intervals hold the true effect, and the true accuracy. */
export function coverageOf(
  shape: GridShape,
  { cases, runs }: { cases: number; runs: number },
): { effect: number; accuracy: number } {
  const truth = {
    effect: truthOf(shape, (rates) => pairMean(rates, (a, b) => (a - b) ** 2)),
    accuracy: truthOf(shape, mean),
  };
  const holds = (ci: readonly [number, number] | undefined, value: number) =>
    ci !== undefined && ci[0] <= value + 1e-12 && ci[1] >= value - 1e-12 ? 1 : 0;
  let [effect, accuracy] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const random = randomFrom(shape.name, cases, run);
    const drawn = Array.from({ length: cases }, () => simulatedCase(shape, random));
    const excesses = drawn.map(({ excess }) => excess);
    effect += holds(effectInterval(excesses, VARIANTS, random)?.ci, truth.effect);
    const rates = drawn.map((each) => each.accuracy);
    accuracy += holds(rateInterval(rates, random).ci, truth.accuracy);
  }
  return { effect: effect / runs, accuracy: accuracy / runs };
}
