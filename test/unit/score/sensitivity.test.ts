import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { buildGrid, caseEffects, headlineVariants, scopeOf } from '../../../src/core/score/grid.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { mean, sampleVariance } from '../../../src/core/numbers/describe.js';
import { largestMeanDifference } from '../../../src/core/score/statistics/energy.js';
import { scoreInput } from '../../support/observations.js';

const cross = (scores: readonly number[][]) =>
  scoreAnswers(scoreInput(scores.map((row) => row.map((score) => [score])))).metrics['pss.cross'];

describe('PSS over variants', () => {
  it.each([
    ['all of 12 right', Array(12).fill(1), 0],
    ['one of 12 wrong', [0, ...Array(11).fill(1)], 1 / 6],
    ['three of 12 wrong, as published', [1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1], 54 / 132],
    ['half of 12 right', [...Array(6).fill(0), ...Array(6).fill(1)], 0.5454545454545454],
    ['one of two right', [1, 0], 1],
    ['one of three right', [1, 0, 0], 2 / 3],
    ['one of four wrong', [1, 1, 0, 1], 0.5],
    ['graded scores', [0.9, 0.7, 0.4], 1 / 3],
  ])('is known for %s', (_, scores: number[], expected) => {
    expect(cross([scores])?.value).toBeCloseTo(expected, 9);
  });

  it('is the mean over cases', () => {
    expect(
      cross([
        [1, 1, 0, 1],
        [0, 0, 0, 0],
      ])?.value,
    ).toBeCloseTo(0.25, 9);
  });

  it('is absent, with the reason, for a single variant', () => {
    expect(cross([[1], [0]])).toMatchObject({ value: null, reason: 'one-variant' });
  });

  it('uses the pairs there are when a cell is missing', () => {
    const { metrics } = scoreAnswers(scoreInput([[[1], [null], [0]]]));
    expect(metrics['pss.cross']?.value).toBe(1);
  });

  it('normalises by the largest possible value', () => {
    const { metrics } = scoreAnswers(scoreInput([[[1], [1], [0], [1]]]));
    expect(metrics['pss.normalised']?.value).toBeCloseTo(0.75, 9);
  });

  it.each([
    [2, 1],
    [3, 0.6667],
    [4, 0.6667],
    [5, 0.6],
    [6, 0.6],
    [8, 0.5714],
    [10, 0.5556],
    [12, 0.5455],
  ])('has for %i variants the maximum %f', (variants, maximum) => {
    expect(largestMeanDifference(variants)).toBeCloseTo(maximum, 4);
  });

  const scores = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 10 });
  it('does not depend on the order of the variants', () => {
    fc.assert(
      fc.property(scores, fc.nat(), (row, seed) => {
        const turned = row.map((_, index) => row[(index + seed) % row.length] as number);
        expect(cross([turned])?.value).toBeCloseTo(cross([row])?.value ?? NaN, 12);
      }),
    );
  });

  it('is twice the sample variance of right and wrong', () => {
    fc.assert(
      fc.property(scores, (row) => {
        expect(cross([row])?.value).toBeCloseTo(2 * sampleVariance(row), 12);
      }),
    );
  });

  it('does not change when every score grows by the same amount', () => {
    const graded = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(graded, (row) => {
        const higher = row.map((score) => score + 0.5);
        expect(cross([higher])?.value).toBeCloseTo(cross([row])?.value ?? NaN, 12);
      }),
    );
  });
});

describe('noise and wording', () => {
  const worked = [
    [
      [1, 1, 1, 0],
      [1, 1, 1, 1],
      [0, 0, 1, 0],
    ],
  ];

  it('splits the worked example into noise and excess', () => {
    const { metrics } = scoreAnswers(scoreInput(worked));
    expect(metrics['pss.within']?.value).toBeCloseTo(1 / 3, 9);
    expect(metrics['pss.cross']?.value).toBeCloseTo(0.541667, 6);
    expect(metrics['pss.excess']?.value).toBeCloseTo(0.208333, 6);
  });

  it('finds its exact permutation p', () => {
    const { metrics } = scoreAnswers(scoreInput(worked));
    expect(metrics['pss.excess']?.p).toBeCloseTo(6930 / 34650, 9);
  });

  it('finds no excess where every output is the same', () => {
    const { metrics } = scoreAnswers(
      scoreInput(
        Array(10).fill([
          [1, 1],
          [1, 1],
          [1, 1],
        ]),
      ),
    );
    expect(metrics['pss.excess']?.value).toBe(0);
    expect(metrics['pss.excess']?.p).toBe(1);
  });

  it('does not know the noise from one repeat', () => {
    const { metrics } = scoreAnswers(scoreInput([[[1], [0]]]));
    expect(metrics['pss.excess']).toMatchObject({ value: null, reason: 'one-repeat' });
  });

  it('needs no repeats from a deterministic server, and tests nothing there', () => {
    const { metrics } = scoreAnswers(
      scoreInput(
        [
          [[1], [0]],
          [[1, 1], [1]],
        ],
        { deterministic: true },
      ),
    );
    expect(metrics['pss.within']?.value).toBe(0);
    expect(metrics['pss.excess']).toMatchObject({ value: 0.5, p: null, pReason: 'deterministic' });
  });

  it('counts only the share above the noise as signal', () => {
    const { metrics } = scoreAnswers(scoreInput(worked));
    expect(metrics['pss.signalShare']?.value).toBeCloseTo(0.208333 / 0.541667, 5);
  });

  it('draws where enumerating would take too long, and finds a clear effect', () => {
    const clear = Array.from({ length: 12 }, () => [
      [1, 1],
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
    const { metrics } = scoreAnswers(scoreInput(clear));
    expect(metrics['pss.excess']?.p).toBeCloseTo(1 / 2001, 9);
  });

  it('draws for grids with missing cells too', () => {
    const ragged = Array.from({ length: 12 }, (_, index) => [
      [1, 1, 1],
      [1, 1],
      [0, 0],
      index % 2 ? [0, 0] : [0],
    ]);
    const { metrics } = scoreAnswers(scoreInput(ragged));
    expect(metrics['pss.excess']?.value).toBeCloseTo(4 / 6, 9);
    expect(metrics['pss.excess']?.p).toBeCloseTo(1 / 2001, 9);
  });

  it('gives the same p for the same seed, and p over .05 for pure noise', () => {
    const noisy = Array.from({ length: 16 }, (_, index) => [
      [index % 2, 1],
      [1, index % 3 ? 1 : 0],
      [1, 1],
      [0, 1],
    ]);
    const p = () => scoreAnswers(scoreInput(noisy)).metrics['pss.excess']?.p ?? 0;
    expect(p()).toBe(p());
    expect(p()).toBeGreaterThan(0.05);
  });
});

describe('12.3 excess', () => {
  it('is the mean squared difference of the wordings’ true rates, over 2,000 simulated cases', () => {
    const rates = [0.9, 0.9, 0.6, 0.2];
    const random = randomFrom('excess');
    const simulated = Array.from({ length: 2000 }, () =>
      rates.map((rate) => Array.from({ length: 3 }, () => (random.float() < rate ? 1 : 0))),
    );
    const input = scoreInput(simulated);
    const scope = scopeOf(input, buildGrid(input, 'file'), headlineVariants(input));
    const excesses = caseEffects(scope, 'scores').flatMap(({ excess }) => excess ?? []);
    const pairs = rates.flatMap((a, at) => rates.slice(at + 1).map((b) => (a - b) ** 2));
    const truth = pairs.reduce((total, each) => total + each, 0) / pairs.length;
    const error = Math.sqrt(sampleVariance(excesses) / excesses.length);
    expect(error).toBeLessThan(0.01);
    expect(Math.abs(mean(excesses) - truth)).toBeLessThan(3 * error);
  });
});

describe('what a whole value covers', () => {
  it('leaves out stress variants and those nobody has reviewed', () => {
    const input = scoreInput([[[1], [1], [0], [0]]]);
    const [original, good, stress, pending] = input.variants;
    const roles = [
      original,
      good,
      { ...stress, stress: true, class: 'typo' },
      { ...pending, reviewed: false },
    ];
    const { metrics, P } = scoreAnswers({
      ...input,
      variants: roles as typeof input.variants,
    });
    expect(P).toBe(2);
    expect(metrics['pss.cross']?.value).toBe(0);
    expect(metrics['pss.cross']?.byClass?.['typo']?.value).toBe(1);
  });

  it('shows other few-shot configurations beside the file’s own', () => {
    const input = scoreInput([[[1], [0]]]);
    const more = input.answers.map((each) => ({ ...each, shots: '1', score: 1 }));
    const { metrics } = scoreAnswers({
      ...input,
      answers: [...input.answers, ...more],
    });
    expect(metrics['pss.cross']?.value).toBe(1);
    expect(metrics['pss.cross']?.byShots?.['1']?.value).toBe(0);
  });
});
