/**
 * How often `plumbline check` is red: on prompts that did not change, where each time is a false alarm, and on prompts made
 * worse by ten points. `-- --write` puts the table into the docs.
 */

import { randomFrom, type Random } from '../src/core/numbers/random.js';
import { mean } from '../src/core/numbers/describe.js';
import { distanceMatrix, energyOf } from '../src/core/score/statistics/energy.js';
import { changesOf } from '../src/core/studies/comparison/change.js';
import type { Comparable } from '../src/core/studies/comparison/comparable.js';
import { finish, limitTable, runsAsked, share, table, type Limit } from './tables.js';

const CASES = 60;
const WORDINGS = 6;
const REPEATS = 2;

/** How often each case comes out right. */
type Rates = readonly number[];

const SERVERS: Readonly<Record<string, (random: Random) => Rates>> = {
  'always the same': (random) => each(() => (random.float() < 0.85 ? 1 : 0)),
  'noise .1': (random) => each(() => (random.float() < 0.9 ? 0.9 : 0.1)),
  'every case uncertain': (random) => each(() => 0.6 + 0.4 * random.float()),
};

const EDITS: Readonly<Record<string, (rates: Rates, random: Random) => Rates>> = {
  unchanged: (rates) => rates,
  'each case ten points less often right': (rates) => rates.map((rate) => Math.max(0, rate - 0.1)),
  'some cases always wrong': (rates, random) => {
    const worse = [...rates];
    let left = CASES / 10;
    for (const at of random.shuffle(rates.map((_, index) => index))) {
      const taken = Math.min(left, worse[at] ?? 0);
      worse[at] = (worse[at] ?? 0) - taken;
      left -= taken;
    }
    return worse;
  },
};

function each(rate: () => number): Rates {
  return Array.from({ length: CASES }, rate);
}

function measured(rates: Rates, random: Random): Comparable {
  return {
    comparedBy: 'score',
    judged: false,
    confidenceTier: null,
    variants: Array.from({ length: WORDINGS }, (_, at) => `v${at}`),
    cases: rates.map((rate, at) => {
      const scores = Array.from({ length: WORDINGS * REPEATS }, () =>
        random.float() < rate ? 1 : 0,
      );
      const groups = Array.from({ length: WORDINGS }, (_, of) => [of * REPEATS, of * REPEATS + 1]);
      const { cross, within } = energyOf(
        distanceMatrix(scores, (a, b) => Math.abs(a - b)),
        groups,
      );
      return {
        id: `${at}`,
        inputs: `${at}`,
        accuracy: mean(scores),
        original: mean(scores.slice(0, REPEATS)),
        excess: (cross ?? 0) - (within ?? 0),
        confidence: null,
        answer: null,
      };
    }),
  };
}

const runs = runsAsked(500);
const rows = Object.entries(SERVERS).flatMap(([server, ratesOf]) =>
  Object.entries(EDITS).flatMap(([edit, edited]) => {
    // Ten points less exist only where answers vary.
    if (server === 'always the same' && edit.startsWith('each')) return [];
    const results = Array.from({ length: runs }, (_, run) => {
      const random = randomFrom('check', server, edit, run);
      const rates = ratesOf(random);
      const before = measured(rates, random);
      const now = measured(edited(rates, random), random);
      return changesOf([{ before, now }], { seed: run })[0]?.result;
    });
    const found = (word: string) => results.filter((result) => result === word).length;
    return [{ server, edit, found }];
  }),
);
const largest = (of: readonly number[]) => Math.max(...of) / runs;
const limits: readonly Limit[] = [
  {
    what: 'red although nothing changed',
    most: 0.05,
    value: largest(
      rows.filter(({ edit }) => edit === 'unchanged').map(({ found }) => found('regressed')),
    ),
  },
  {
    what: 'not red although ten points worse',
    most: 0.2,
    value: largest(
      rows.filter(({ edit }) => edit !== 'unchanged').map(({ found }) => runs - found('regressed')),
    ),
  },
];
const found = table(
  ['server', 'edit (ten points worse over all)', 'regressed', 'equivalent', 'improved'],
  rows.map((row) => [
    ...[row.server, row.edit],
    ...['regressed', 'equivalent', 'improved'].map((word) => share(row.found(word), runs)),
  ]),
);
finish('check', `${found}\n\n${limitTable(limits)}`, limits);
