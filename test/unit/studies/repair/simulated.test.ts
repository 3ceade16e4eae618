/** The short version of `npm run bench:repair`. */

import { expect, it } from 'vitest';
import {
  designedRepair,
  FRAGILE,
  REPAIRED,
  simulatedRepair,
  type Truth,
} from '../../../support/simulatedRepair.js';

const RUNS = 5;
const BEST = 'list-labels-1';

async function offered(cases: number, truthOf: (candidate: string) => Truth) {
  const design = await designedRepair(cases);
  const found: (string | null)[] = [];
  for (let seed = 0; seed < RUNS; seed++)
    found.push((await simulatedRepair(design, truthOf, seed)).findings.winner?.id ?? null);
  return found;
}

const holdsBest = (id: string | null) => id?.split('+').includes(BEST) === true;

it.each([50, 90])('repair finds the one change that is better among %i cases', async (cases) => {
  const found = await offered(cases, (id) => (holdsBest(id) ? REPAIRED : FRAGILE));
  expect(found.filter(holdsBest)).toHaveLength(RUNS);
});

it('repair offers nothing where nothing is better', async () => {
  expect(await offered(50, () => FRAGILE)).toEqual(Array.from({ length: RUNS }, () => null));
});
