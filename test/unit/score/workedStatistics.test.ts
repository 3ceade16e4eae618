/** Worked numbers of statistics, under the name of the section of the metrics' specification they stand in. */

import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { benjaminiHochberg } from '../../../src/core/score/statistics/benjaminiHochberg.js';
import { betaCdf, studentCdf } from '../../../src/core/score/statistics/beta.js';
import { bootstrapMean } from '../../../src/core/score/statistics/bootstrap.js';
import {
  brier,
  calibrationError,
  discrimination,
} from '../../../src/core/score/statistics/calibration.js';
import { ranks, rankInterval, spearman } from '../../../src/core/score/statistics/correlation.js';
import { mean, quantile, sd } from '../../../src/core/numbers/describe.js';
import { classEntropy } from '../../../src/core/score/statistics/entropy.js';
import { equivalence } from '../../../src/core/score/statistics/equivalence.js';
import { mcnemar } from '../../../src/core/score/statistics/mcnemar.js';
import {
  fitRasch,
  groupAccuracies,
  shrunkMeans,
  sigmoid,
} from '../../../src/core/score/statistics/rasch.js';
import {
  acceptance,
  influenceInterval,
  oracleArea,
  riskArea,
  risks,
  thresholdFor,
  tiedShare,
} from '../../../src/core/score/statistics/selective.js';
import { effectInterval } from '../../../src/core/score/statistics/caseIntervals.js';
import { signFlipP } from '../../../src/core/score/statistics/signFlip.js';
import {
  correctedPairMean,
  twoWayBootstrap,
} from '../../../src/core/score/statistics/twoWayBootstrap.js';
import {
  intraclass,
  oneWay,
  twoWay,
} from '../../../src/core/score/statistics/varianceComponents.js';
import { ALWAYS_RIGHT_OR_ONE_OFF, coverageOf, MIXED } from '../../support/simulatedGrids.js';

const closeTo = (actual: readonly number[], expected: readonly number[], digits = 6) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((each, index) => expect(actual[index]).toBeCloseTo(each, digits));
};
/** Items as often as the sizes say. */
const sized = (sizes: readonly number[]) =>
  sizes.flatMap((size, index) => Array<string>(size).fill(String(index)));

describe('6.4 accuracies from part of the cells', () => {
  it('keeps what was observed and expects the rest', () => {
    const found = groupAccuracies(
      [
        [1, null],
        [null, 0],
      ],
      { groups: [1, -1], items: [0, 1] },
    );
    closeTo(found, [(1 + sigmoid(2)) / 2, sigmoid(-1) / 2], 9);
    closeTo(found, [0.940399, 0.134471]);
  });

  it('fits the worked table', () => {
    const observed = [
      [1, 1, 0],
      [1, 0, null],
    ];
    const fit = fitRasch(observed);
    closeTo([...fit.groups, ...fit.items], [-1.5447, -5.1525, 7.6715, 3.2162, 0], 3);
    expect(sigmoid((fit.groups[1] ?? 0) + (fit.items[2] ?? 0))).toBeCloseTo(0.005752, 5);
    closeTo(groupAccuracies(observed, fit), [0.666667, 0.335251], 5);
  });

  it('draws means towards one half where all cells are alike', () => {
    closeTo(
      shrunkMeans([
        [1, 1, null],
        [null, 1, null],
      ]),
      [0.75, 2 / 3],
      9,
    );
  });

  it('has quantiles by linear interpolation', () => {
    closeTo(
      [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile([0.48, 0.55, 0.62, 0.71], share)),
      [0.4905, 0.5325, 0.585, 0.6425, 0.6965],
      9,
    );
  });
});

describe('7.6 entropies over classes', () => {
  it.each([
    [[6, 3, 1], 0.897946],
    [[5, 3, 2], 1.029653],
    [[10], 0],
    [Array(10).fill(1), 2.302585],
  ])('of sizes %j is %f', (sizes: number[], expected) => {
    expect(classEntropy(sized(sizes))).toBeCloseTo(expected, 6);
  });

  it('is a share of the largest possible', () => {
    expect(classEntropy(sized([6, 3, 1])) / Math.log(10)).toBeCloseTo(0.389973, 6);
  });
});

describe('8.5 calibration and selective prediction', () => {
  const right = [1, 1, 0, 1, 0, 0];
  const judged = [0.95, 0.9, 0.8, 0.7, 0.6, 0.3].map((confidence, index) => ({
    confidence,
    right: right[index] as number,
    at: index,
  }));

  it('match the worked example', () => {
    const wide = (bins: number) => calibrationError(judged, { bins, equalMass: false }).value;
    closeTo([wide(10), wide(5)], [0.358333, 0.258333]);
    expect(brier(judged)).toBeCloseTo(0.19875, 9);
    expect(discrimination(judged)?.value).toBeCloseTo(8 / 9, 9);
    closeTo(risks(judged), [0, 0, 1 / 3, 1 / 4, 2 / 5, 1 / 2], 9);
    const [area, oracle] = [riskArea(judged).area, oracleArea(judged).area];
    closeTo([area, oracle, area - oracle], [0.247222, 0.191667, 0.055556]);
  });

  it.each([
    [0.85, 1 / 3, 0],
    [0.65, 2 / 3, 0.25],
    [0.5, 5 / 6, 0.4],
  ])('answer only from %f on', (threshold, coverage, risk) => {
    const found = acceptance(judged, threshold);
    closeTo([found.coverage, found.risk ?? -1], [coverage, risk], 9);
  });

  it('take few answers in bins of equally many, and say so', () => {
    expect(calibrationError(judged)).toMatchObject({ bins: 5, equalMass: true });
    expect(calibrationError(Array(50).fill(judged[0]))).toMatchObject({ equalMass: false });
  });

  it('have no discrimination when all are right, and half of it when nothing is told apart', () => {
    expect(discrimination([{ confidence: 0.5, right: 1, at: 0 }])).toBeNull();
    const tied = [0, 1].map((each) => ({ confidence: 0.5, right: each, at: each }));
    expect(discrimination(tied)?.value).toBe(0.5);
    expect([riskArea(tied).area, tiedShare(tied)]).toEqual([0.5, 1]);
  });

  it('tell how much each answer moves the area, about as leaving it out does', () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      confidence: ((at * 37) % 101) / 101,
      right: (at * 53) % 7 < 4 ? 1 : 0,
      at,
    }));
    const { area, influence } = riskArea(many);
    expect(influence.reduce((total, each) => total + each, 0)).toBeCloseTo(0, 12);
    for (const left of [3, 150, 398]) {
      const without = riskArea(many.filter(({ at }) => at !== left)).area;
      expect((area - without) / (influence[left] ?? 0)).toBeCloseTo(1, 1);
    }
    const [low, high] = influenceInterval(area, influence, many) ?? [0, 1];
    expect(high - low).toBeLessThan(0.2);
  });

  it('know that asking the same five times over tells nothing new', () => {
    const once = discrimination(judged);
    const fiveTimes = discrimination(judged.flatMap((each) => Array(5).fill(each)));
    expect(fiveTimes?.value).toBeCloseTo(once?.value ?? 0, 12);
    closeTo(fiveTimes?.ci ?? [], once?.ci ?? [], 9);
    expect(
      discrimination(judged.map((each) => ({ ...each, confidence: each.right })))?.ci,
    ).toBeNull();
  });

  it('find the lowest threshold whose bound keeps the target', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      confidence: 1 - index / 200,
      right: index < 100 ? 1 : 0,
    }));
    const threshold = thresholdFor(many, 0.1) ?? 0;
    expect(acceptance(many, threshold).risk).toBeLessThan(0.1);
    expect(acceptance(many, threshold).coverage).toBeGreaterThan(0.5);
    expect(thresholdFor(judged, 0.1)).toBeNull();
  });
});

describe('12.4 variance components', () => {
  it('match the worked one-way table', () => {
    const groups = [
      [0.8, 0.9],
      [0.5, 0.6],
      [0.2, 0.1],
    ];
    const squares = oneWay(groups);
    closeTo([squares.between, squares.within], [0.246667, 0.005]);
    expect(intraclass(squares, 2)).toBeCloseTo(0.960265, 6);
    expect((squares.between - squares.within) / 2).toBeCloseTo(0.120833, 6);
  });

  it('match the binary example of 12.3', () => {
    const squares = oneWay([
      [1, 1, 1, 0],
      [1, 1, 1, 1],
      [0, 0, 1, 0],
    ]);
    closeTo([squares.between, squares.within], [0.583333, 0.166667]);
    expect(intraclass(squares, 4)).toBeCloseTo(0.384615, 6);
  });

  it('match the worked two-way table, negative estimates as they are', () => {
    const { squares, components } = twoWay([
      [
        [1, 1],
        [1, 0],
      ],
      [
        [0, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
    closeTo(
      [squares.instance, squares.group, squares.interaction, squares.noise],
      [0.25, 0.083333, 0.583333, 0.083333],
    );
    const { noise, interaction, group, instance } = components;
    closeTo([noise, interaction, group, instance], [0.083333, 0.25, -0.083333, -0.083333]);
  });

  it('are absent where nothing varies', () => {
    expect(intraclass({ between: 0, within: 0 }, 2)).toBeNull();
  });
});

describe('12.5 intervals', () => {
  it('correct the pairs of a group drawn twice', () => {
    const scores = [1, 1, 0, 1];
    const distances = scores.flatMap((a) => scores.map((b) => Math.abs(a - b)));
    const all = Array.from({ length: 256 }, (_, code) =>
      [0, 1, 2, 3].map((place) => Math.floor(code / 4 ** place) % 4),
    );
    const expected = mean(all.map((drawn) => correctedPairMean(distances, drawn)));
    expect(expected * (3 / 4)).toBeCloseTo(0.375, 9);
    expect(expected).toBeCloseTo(0.5, 9);
  });

  it('are wider when groups are drawn as well as instances', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [0, 0, i % 3 === 0 ? 1 : 0, 0]);
    const matrices = rows.map((row) => row.flatMap((a) => row.map((b) => Math.abs(a - b))));
    const two = twoWayBootstrap(matrices, 4, randomFrom('two')) ?? [0, 0];
    const one = bootstrapMean(
      matrices.map((each) => correctedPairMean(each, [0, 1, 2, 3]) * (3 / 4)),
      randomFrom('one'),
    )?.ci ?? [0, 0];
    expect(two[1] - two[0]).toBeGreaterThan(one[1] - one[0]);
    expect(twoWayBootstrap(matrices.slice(0, 7), 4, randomFrom('few'))).toBeNull();
  });
});

describe('12.7 comparing two prompts', () => {
  it('tests yes and no by the instances on which they differ', () => {
    expect(mcnemar(8, 1).p).toBeCloseTo(0.0390625, 12);
    expect(mcnemar(8, 1).midP).toBeCloseTo(0.021484, 6);
    expect(mcnemar(1, 1).p).toBeCloseTo(1, 12);
    expect(mcnemar(0, 0)).toEqual({ p: 1, midP: 1 });
  });

  it('tests graded differences by their signs', () => {
    const differences = [0.2, 0.1, 0.3, -0.1, 0.2];
    expect(signFlipP(differences, randomFrom('flip'))).toBeCloseTo(6 / 32, 12);
    expect(mean(differences)).toBeCloseTo(0.14, 9);
    expect(sd(differences) / Math.sqrt(5)).toBeCloseTo(0.067823, 6);
  });

  it('calls equivalent only what is shown to be, and not what merely shows no difference', () => {
    const near = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 0.01 : -0.01));
    expect(equivalence(near, 0.05)?.p).toBeLessThan(0.001);
    expect(equivalence([0.3, -0.3, 0.2], 0.05)?.p).toBeGreaterThan(0.05);
    expect(equivalence([0.1, 0.1], 0.05)?.p).toBe(1);
    expect(equivalence([0.1], 0.05)).toBeNull();
  });

  it('adjusts for the share of false discoveries', () => {
    closeTo(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02], 12);
  });
});

describe('1.6 rank correlation', () => {
  it('shares ranks among equals and is absent where nothing varies', () => {
    expect(ranks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    expect(spearman([1, 2, 3], [1, 1, 1])).toBeNull();
    const [low, high] = rankInterval(-0.4, 30);
    expect(low).toBeLessThan(-0.4);
    expect(high).toBeLessThan(0);
  });
});

describe('beta and t distributions', () => {
  it('know their own tables', () => {
    expect(betaCdf(0.5, 2, 3)).toBeCloseTo(0.6875, 12);
    expect(studentCdf(2.262157, 9)).toBeCloseTo(0.975, 6);
    expect(studentCdf(-2.262157, 9)).toBeCloseTo(0.025, 6);
  });
});

describe('12.5 coverage', () => {
  // `npm run bench:stats` prints the whole table.
  it('of the effect’s interval is near what it says on dense grids of 50 cases', () => {
    expect(coverageOf(MIXED, { cases: 50, runs: 200 }).effect).toBeGreaterThan(0.9);
  });

  it('holds on sparse grids of 12 cases too, where the bootstrap alone sees too few moved cases', () => {
    const { effect } = coverageOf(ALWAYS_RIGHT_OR_ONE_OFF, { cases: 12, runs: 200 });
    expect(effect).toBeGreaterThan(0.93);
  });

  it('says no less of what may have been missed when one case of sixteen moved than when none did', () => {
    const upper = (moved: number) => {
      const effects = Array.from({ length: 16 }, (_, at) => (at < moved ? 0.25 : 0));
      return effectInterval(effects, 8, randomFrom('floor', moved))?.ci[1] ?? 0;
    };
    expect(upper(0)).toBeCloseTo(0.118, 3);
    expect(upper(1)).toBeGreaterThanOrEqual(upper(0));
  });
});
