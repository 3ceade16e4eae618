/** The short version of `npm run bench:repair`. */

import { describe, expect, it } from 'vitest';
import {
  designedRepair,
  FRAGILE,
  REPAIRED,
  simulatedRepair,
} from '../../../support/simulatedRepair.js';

const RUNS = 20;
const BEST = 'list-labels-1';

describe.each([50, 100])('repair with %i cases', (cases) => {
  it('finds the one change that is better, and measures what it does', async () => {
    const design = await designedRepair(cases);
    let found = 0;
    for (let seed = 0; seed < RUNS; seed++) {
      const { findings } = await simulatedRepair(
        design,
        (candidate) => (candidate.split('+').includes(BEST) ? REPAIRED : FRAGILE),
        seed,
      );
      if (findings.winner?.id.split('+').includes(BEST)) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(0.9 * RUNS);
  });

  it('offers nothing where nothing is better', async () => {
    const design = await designedRepair(cases);
    let claimed = 0;
    for (let seed = 0; seed < RUNS; seed++) {
      const { findings } = await simulatedRepair(design, () => FRAGILE, seed);
      if (findings.winner) claimed += 1;
    }
    expect(claimed).toBeLessThanOrEqual(0.1 * RUNS);
  });
});
