/**
 * What ending a run early does to what is said of a known truth: `npm run bench:early [RUNS] [-- --write]`. Every run is judged
 * twice, from the same answers: with the whole plan, and with those cases only that were asked before it ended.
 */

import {
  characteristicsOf,
  type Characteristics,
} from '../test/support/operatingCharacteristics.js';
import { finish, limitTable, runsAsked, share, table, type Limit } from './tables.js';

const RUNS = runsAsked(40);
const EFFECTS = [0, 0.03, 0.07, 0.15, 0.25];
const NOISES = [0, 0.05, 0.2];
const CASES = [60, 200];

interface Row {
  readonly effect: number;
  readonly noise: number;
  readonly cases: number;
  readonly whole: Characteristics;
  readonly stopped: Characteristics;
}

const rows: Row[] = [];
for (const effect of EFFECTS) {
  for (const noise of NOISES) {
    for (const cases of CASES) {
      const runs = Math.ceil(cases > 100 ? RUNS / 2 : RUNS);
      const truth = { effect, shape: 'sparse', noise, cases } as const;
      // A server without noise was found to be deterministic.
      const running = { runs, believed: noise === 0 };
      const whole = characteristicsOf(truth, running);
      rows.push({
        ...truth,
        whole,
        stopped: characteristicsOf(truth, { ...running, stops: true }),
      });
    }
  }
  process.stderr.write(`effect ${effect}\n`);
}

const stable = ({ words, runs }: Characteristics) => share(words.stable, runs);
const warned = ({ warned: some, runs }: Characteristics) => share(some, runs);
const shareOf = (some: readonly Characteristics[], of: (each: Characteristics) => number) =>
  some.reduce((sum, each) => sum + of(each), 0) / some.reduce((sum, { runs }) => sum + runs, 0);
const stableAt07 = (of: (row: Row) => Characteristics) =>
  shareOf(rows.filter(({ effect }) => effect === 0.07).map(of), ({ words }) => words.stable);

const limits: readonly Limit[] = [
  {
    what: 'a warning where no wording differs, in runs that may end early',
    most: 0.04,
    value: shareOf(
      rows.filter(({ effect }) => effect === 0).map(({ stopped }) => stopped),
      (each) => each.warned,
    ),
  },
  {
    what: 'Stable at a true effect of .07 where the whole plan says otherwise',
    most: 0.005,
    value: Math.max(0, stableAt07(({ stopped }) => stopped) - stableAt07(({ whole }) => whole)),
  },
];

const text = [
  table(
    ['effect', 'noise', 'cases', 'asked', 'Stable', 'ended early', 'warned', 'ended early'],
    rows.map(({ effect, noise, cases, whole, stopped }) => [
      ...[effect, noise, cases].map(String),
      share(stopped.asked, 1),
      ...[stable(whole), stable(stopped)],
      ...[warned(whole), warned(stopped)],
    ]),
  ),
  limitTable(limits),
].join('\n\n');
finish('early', text, limits);
