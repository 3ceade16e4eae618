/**
 * What is said of runs whose truth is known: `npm run bench:verdicts [RUNS] [-- --write]`. Prints how often each verdict comes,
 * with the limits a measuring instrument must keep, and writes the tables into docs/statistics.md where asked to.
 */

import { VERDICT_CODES, type VerdictCode } from '../src/core/studies/sensitivity/verdict.js';
import {
  characteristicsOf,
  type Characteristics,
} from '../test/support/operatingCharacteristics.js';
import { finish, limitTable, runsAsked, share, table, type Limit } from './tables.js';
import { TRUTH_SHAPES, type TruthShape } from '../test/support/simulatedTruths.js';

const RUNS = runsAsked(200);
const EFFECTS = [0, 0.03, 0.07, 0.15, 0.25];
const NOISES = [0, 0.05, 0.2];
const CASES = [8, 16, 30, 60, 200];
const SHAPE_NAMES: Readonly<Record<TruthShape, string>> = {
  sparse: 'spread over wordings',
  'one-variant': 'one bad wording',
  'one-class': 'one bad class',
  original: 'bad original',
};
/** Columns, and the words that are counted together. */
const GROUPS: readonly (readonly [string, readonly VerdictCode[]])[] = [
  ['Stable', ['stable']],
  ['No movement', ['no-movement']],
  ['Inconclusive', ['inconclusive']],
  ['Noise first', ['noise-first']],
  ['Small', ['small']],
  ['One differs', ['one-differs']],
  ['Mild', ['mild']],
  ['Sensitive', ['sensitive']],
  ['Fragile', ['fragile']],
];
if (GROUPS.flatMap(([, codes]) => codes).length !== VERDICT_CODES.length)
  throw new Error('a verdict code has no column');

interface Row extends Characteristics {
  readonly effect: number;
  readonly shape: TruthShape;
  readonly noise: number;
  readonly cases: number;
  readonly believed: boolean;
}

const rows: Row[] = [];
for (const effect of EFFECTS) {
  for (const shape of effect === 0 ? TRUTH_SHAPES.slice(0, 1) : TRUTH_SHAPES) {
    for (const noise of NOISES) {
      for (const believed of noise === 0 ? [true, false] : [false]) {
        for (const cases of CASES) {
          const runs = Math.max(10, Math.round(cases > 100 ? RUNS / 4 : RUNS));
          const truth = { effect, shape, noise, cases };
          rows.push({ ...truth, believed, ...characteristicsOf(truth, { runs, believed }) });
        }
      }
    }
    process.stderr.write(`effect ${effect}, ${SHAPE_NAMES[shape]}\n`);
  }
}

const sum = (some: readonly Row[], of: (row: Row) => number) =>
  some.reduce((total, row) => total + of(row), 0);

const noiseOf = ({ noise, believed }: Row) =>
  noise > 0 ? String(noise) : believed ? '0, found' : '0, not found';
const wordTable = (some: readonly Row[]) =>
  table(
    ['noise', 'cases', ...GROUPS.map(([name]) => name)],
    some.map((row) => [
      noiseOf(row),
      String(row.cases),
      ...GROUPS.map(([, codes]) =>
        share(
          codes.reduce((total, code) => total + row.words[code], 0),
          row.runs,
        ),
      ),
    ]),
  );
const nameTable = (some: readonly Row[]) =>
  table(
    ['truth', 'cases', 'warned', 'named rightly', 'named wrongly'],
    TRUTH_SHAPES.flatMap((shape) =>
      CASES.map((cases) => {
        const own = some.filter((row) => row.shape === shape && row.cases === cases);
        const runs = sum(own, (row) => row.runs);
        const warned = sum(own, (row) => row.warned);
        return [
          SHAPE_NAMES[shape],
          String(cases),
          share(warned, runs),
          shape === 'sparse'
            ? 'nothing to name'
            : share(
                sum(own, (row) => row.namedRight),
                warned || 1,
              ),
          share(
            sum(own, (row) => row.namedWrong),
            warned || 1,
          ),
        ];
      }),
    ),
  );

/** The worst row of those a limit is about. */
const worst = (some: readonly Row[], of: (row: Row) => number) =>
  Math.max(0, ...some.map((row) => of(row) / row.runs));
const limits: readonly Limit[] = [
  {
    what: 'a warning where no wording differs, in the worst row',
    most: 0.04,
    value: worst(
      rows.filter(({ effect }) => effect === 0),
      (row) => row.warned,
    ),
  },
  {
    what: 'Stable at a true effect of .07, over all rows',
    most: 0.005,
    value: (() => {
      const own = rows.filter(({ effect }) => effect === 0.07);
      return sum(own, (row) => row.words.stable) / sum(own, (row) => row.runs);
    })(),
  },
  {
    what: 'a wrong name from 30 cases on, over all rows',
    most: 0.03,
    value: (() => {
      const own = rows.filter(({ cases }) => cases >= 30);
      return sum(own, (row) => row.namedWrong) / sum(own, (row) => row.runs);
    })(),
  },
];

const text = [
  `${RUNS} runs a row (a quarter of that at 200 cases), 8 variants; two repeats, or one where the server was found to be deterministic. Effects are those before noise, which takes its share: two fifths at .2.`,
  ...EFFECTS.flatMap((effect) => [
    effect === 0 ? '**No wording differs**' : `**True effect ${effect}, spread over the wordings**`,
    wordTable(rows.filter((row) => row.effect === effect && row.shape === 'sparse')),
  ]),
  '**Causes**, effects of .07 and more, all noises',
  nameTable(rows.filter(({ effect }) => effect >= 0.07)),
  limitTable(limits),
].join('\n\n');
finish('verdicts', text, limits);
