/**
 * What `plumbline repair` offers on simulated runs: how often it finds the one change that is better, and how often it offers
 * one where none is. `-- --write` puts the table into the docs.
 */

import {
  designedRepair,
  FRAGILE,
  REPAIRED,
  simulatedRepair,
  type Truth,
} from '../test/support/simulatedRepair.js';
import { mean } from '../src/core/numbers/describe.js';
import { finish, limitTable, runsAsked, share, table } from './tables.js';

const BEST = 'list-labels-1';
const holdsBest = (id: string) => id.split('+').includes(BEST);

const TRUTHS: Readonly<Record<string, (candidate: string) => Truth>> = {
  'one change repairs it': (candidate) => (holdsBest(candidate) ? REPAIRED : FRAGILE),
  'no change does anything': () => FRAGILE,
  'every change moves other cases': (candidate) =>
    candidate === '' ? FRAGILE : { ...FRAGILE, onOthers: true },
};

const runs = runsAsked(200);
const rows = [];
for (const cases of [40, 60, 100]) {
  const design = await designedRepair(cases);
  for (const [truth, truthOf] of Object.entries(TRUTHS)) {
    const winners = [];
    for (let seed = 0; seed < runs; seed++) {
      const { findings } = await simulatedRepair(design, truthOf, seed);
      if (findings.winner) winners.push(findings.winner);
    }
    const isKnown = truth.startsWith('one');
    const right = isKnown ? winners.filter(({ id }) => holdsBest(id)) : [];
    rows.push({ cases, truth, isKnown, right, wrong: winners.length - right.length });
  }
}
const told = (effects: readonly (number | null)[]) =>
  effects.length === 0 ? '' : mean(effects.map((each) => each ?? 0)).toFixed(2);
const most = (of: readonly number[]) => Math.max(...of) / runs;
const limits = [
  {
    what: 'the better change is not found',
    most: 0.1,
    value: most(rows.filter(({ isKnown }) => isKnown).map(({ right }) => runs - right.length)),
  },
  { what: 'another change is offered', most: 0.05, value: most(rows.map(({ wrong }) => wrong)) },
];
const found = table(
  ['cases', 'truth', 'the better change', 'another change', 'effect before', 'effect after'],
  rows.map(({ cases, truth, right, wrong }) => [
    ...[`${cases}`, truth, share(right.length, runs), share(wrong, runs)],
    told(right.map(({ before }) => before.effect.value)),
    told(right.map(({ effect }) => effect.value)),
  ]),
);
finish('repair', `${found}\n\n${limitTable(limits)}`, limits);
