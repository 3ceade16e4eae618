import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { casesBeyondNoise } from '../../../src/core/score/casesBeyondNoise.js';
import { distanceMatrix } from '../../../src/core/score/statistics/energy.js';
import { labelTest } from '../../../src/core/score/statistics/labelPermutation.js';
import { suspectsOf } from '../../../src/core/score/suspects.js';
import { characteristicsOf } from '../../support/operatingCharacteristics.js';
import type { ScoreInput, VariantRole } from '../../../src/core/score/scoreInput.js';
import { observation, scoreInput } from '../../support/observations.js';

/** One instance: each group's members are numbers, as far apart as they differ. */
const instanceOf = (id: string, groups: readonly (readonly number[])[]) => {
  const items = groups.flat();
  let next = 0;
  return {
    id,
    matrix: distanceMatrix(items, (a, b) => Math.abs(a - b)),
    groups: groups.map((group) => group.map(() => next++)),
  };
};
const random = () => randomFrom('labels');

describe('12.7a the labels an excess goes with', () => {
  it('has the p that all permutations of the labels give', () => {
    // One group of four differs in each of two instances: another label stands for it with 1/4 in either, 1/16 in both.
    const instances = ['a', 'b'].map((id) => instanceOf(id, [[1], [1], [0], [1]]));
    const { p, pOfBest } = labelTest(instances, [[0], [1], [2], [3], [0, 2]], {
      random: random(),
      silent: true,
    });
    expect(p[2]).toBeCloseTo(1 / 16, 1);
    expect(p[0]).toBeGreaterThan(0.9);
    // One of the two labels is the right one with 1/2 in each.
    expect(p[4]).toBeCloseTo(1 / 4, 1);
    // Some label leaves nothing in both as soon as the two draws agree.
    expect(pOfBest[2]).toBeGreaterThan(1 / 4 - 0.05);
  });

  it('moves the noise of a group along with its label', () => {
    const noisy = [0, 1];
    const instances = Array.from({ length: 8 }, (_, at) =>
      instanceOf(String(at), [[1, 1], [1, 1], noisy, [1, 1]]),
    );
    const { p } = labelTest(instances, [[2]], { random: random(), silent: false });
    // Asked twice it differs from itself as much as from the others: it takes no excess away.
    expect(p[0]).toBeGreaterThan(0.9);
  });

  it('finds nothing where nothing differs, and without instances', () => {
    const still = [instanceOf('a', [[1], [1], [1]])];
    expect(labelTest(still, [[0]], { random: random(), silent: true }).p).toEqual([1]);
    expect(labelTest([], [[0]], { random: random(), silent: true }).p).toEqual([1]);
  });

  it('leaves out suspects without whom nothing could be compared, and cases not asked in every wording', () => {
    const two = suspectsOf(scoreInput(Array.from({ length: 8 }, () => [[1], [0]])));
    expect(two).toEqual({ classes: [], variants: [], worse: null });
    const [first, ...rest] = suspectsOf(
      scoreInput([
        ...Array.from({ length: 8 }, () => [
          [0, 0],
          [1, 1],
          [1, 1],
        ]),
        [[0, 0], [1, 1], [null]],
      ]),
    ).variants;
    expect(first).toMatchObject({ ids: ['original'], effectWithout: 0 });
    expect(first?.p).toBeLessThan(0.01);
    expect(rest.every(({ p }) => p > 0.5)).toBe(true);
  });

  it('looks past a wording none of whose answers could be scored', () => {
    const unscored = observation({ variant: 'v3', score: null });
    const scored = scoreInput(
      Array.from({ length: 8 }, () => [
        [1, 1],
        [0, 0],
        [1, 1],
      ]),
    );
    const suspects = (input: ScoreInput) =>
      suspectsOf(input).variants.map(({ ids, p }) => [ids, p]);
    const withUnscored = {
      ...scored,
      answers: [
        ...scored.answers,
        ...[1, 2].map((repeat) => ({ ...unscored, case: scored.answers[0]?.case ?? '', repeat })),
      ],
      variants: [...scored.variants, { ...(scored.variants[1] as VariantRole), id: 'v3' }],
    };
    expect(suspects(withUnscored)).toEqual(suspects(scored));
    expect(suspects(scored)[1]?.[1]).toBeLessThan(0.05);
  });
});

describe('12.7a cases beyond noise', () => {
  const split = [
    ...Array.from({ length: 4 }, () => [1, 1]),
    ...Array.from({ length: 4 }, () => [0, 0]),
  ];
  const noisy = Array.from({ length: 8 }, (_, at) => (at % 3 === 0 ? [0, 1] : [1, 1]));
  const still = Array.from({ length: 8 }, () => [1, 1]);

  it('counts those whose answers go with the wording, not those that waver', () => {
    const grid = [...Array(5).fill(split), ...Array(5).fill(noisy), ...Array(10).fill(still)];
    expect(casesBeyondNoise(scoreInput(grid))).toBe(5);
  });

  it('counts every difference of a deterministic server', () => {
    const once = [[1], [1], [0]];
    const grid = [...Array(3).fill(once), ...Array(5).fill([[1], [1], [1]])];
    expect(casesBeyondNoise(scoreInput(grid, { deterministic: true }))).toBe(3);
  });
});

// `npm run bench:stats` prints the whole table.
describe('what is said of a known truth', () => {
  const RUNS = 12;
  const SLOWLY = 60_000;

  it(
    'names the one wording, the class and the original that fail',
    () => {
      for (const shape of ['one-variant', 'one-class', 'original'] as const) {
        const truth = { effect: 0.15, shape, noise: 0.05, cases: 30 };
        const { namedRight, namedWrong } = characteristicsOf(truth, {
          runs: RUNS,
          believed: false,
        });
        expect(namedRight, shape).toBeGreaterThanOrEqual(RUNS - 1);
        expect(namedWrong, shape).toBe(0);
      }
    },
    SLOWLY,
  );

  it(
    'names nothing where every wording is as bad as the others',
    () => {
      const spread = { effect: 0.15, shape: 'sparse', noise: 0, cases: 30 } as const;
      const found = characteristicsOf(spread, { runs: RUNS, believed: true });
      expect(found.warned).toBeGreaterThan(RUNS / 2);
      expect(found.namedWrong).toBe(0);
    },
    SLOWLY,
  );

  it(
    'warns of nothing where the wording does nothing',
    () => {
      for (const noise of [0.05, 0.2]) {
        const truth = { effect: 0, shape: 'sparse', noise, cases: 16 } as const;
        expect(characteristicsOf(truth, { runs: RUNS, believed: false }).warned).toBe(0);
      }
    },
    SLOWLY,
  );
});
