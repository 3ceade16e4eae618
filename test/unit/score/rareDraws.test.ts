import { describe, expect, it } from 'vitest';
import { fastGenerator, randomFrom } from '../../../src/core/numbers/random.js';
import {
  bootstrapMean,
  intervalOf,
  resampledTotals,
} from '../../../src/core/score/statistics/bootstrap.js';
import { drawRare, rareAmong } from '../../../src/core/score/statistics/rareDraws.js';

describe('cases that are unlike the rest', () => {
  it('come up as often, and as unevenly, as when each case is drawn', () => {
    const [n, rare, draws] = [1000, 30, 20_000];
    const next = fastGenerator(randomFrom('rare'));
    const times = Array.from({ length: draws }, () => {
      let count = 0;
      drawRare({ n, rare }, next, () => (count += 1));
      return count;
    });
    const mean = times.reduce((a, b) => a + b, 0) / draws;
    const variance = times.reduce((a, b) => a + (b - mean) ** 2, 0) / draws;
    // Binomial: n p = 30 and n p (1 - p) = 29.1, with standard errors of 0.04 and 0.29.
    expect(Math.abs(mean - 30)).toBeLessThan(0.16);
    expect(Math.abs(variance - 29.1)).toBeLessThan(1.2);
  });

  it('each come up equally often', () => {
    const next = fastGenerator(randomFrom('each'));
    const times = [0, 0, 0, 0];
    for (let draw = 0; draw < 20_000; draw++)
      drawRare({ n: 600, rare: 4 }, next, (index) => (times[index] = (times[index] ?? 0) + 1));
    for (const count of times) expect(Math.abs(count - 20_000)).toBeLessThan(600);
  });

  it('are looked for only among many cases of which half are alike', () => {
    const values = Array.from({ length: 600 }, (_, at) => (at % 3 === 0 ? at : 1));
    const found = rareAmong(values, (value) => value);
    expect(found?.common).toBe(1);
    expect(found?.others).toHaveLength(200);
    expect(rareAmong(values.slice(0, 499), (value) => value)).toBeNull();
    expect(rareAmong([...values.keys()], (value) => value)).toBeNull();
  });

  it('give the intervals that drawing each case gives', () => {
    const values = Array.from({ length: 1200 }, (_, at) => (at % 24 === 0 ? (at % 5) / 4 : 0));
    // No two alike, so that each is drawn; too little apart to matter.
    const apart = values.map((value, at) => value + at * 1e-12);
    const [own, each] = [values, apart].map((list) => bootstrapMean(list, randomFrom('ci')));
    const width = (each?.ci[1] ?? 0) - (each?.ci[0] ?? 0);
    for (const end of [0, 1] as const)
      expect(Math.abs((own?.ci[end] ?? 1) - (each?.ci[end] ?? 0))).toBeLessThan(0.1 * width);

    const ratio = (totals: Float64Array) => (totals[0] as number) / (totals[1] as number);
    const [pairs, pairsApart] = [values, apart].map((list) =>
      intervalOf(
        resampledTotals(
          list.map((value) => [value, 2 - value]),
          randomFrom('totals'),
        ),
        ratio,
      ),
    );
    const pairWidth = (pairsApart?.ci[1] ?? 0) - (pairsApart?.ci[0] ?? 0);
    for (const end of [0, 1] as const)
      expect(Math.abs((pairs?.ci[end] ?? 1) - (pairsApart?.ci[end] ?? 0))).toBeLessThan(
        0.1 * pairWidth,
      );
  });
});
