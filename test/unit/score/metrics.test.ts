import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../src/core/score/envelope.js';
import { jackknifeInterval } from '../../../src/core/score/statistics/jackknife.js';
import { overlap } from '../../../src/core/score/metrics/consistency.js';
import { normalisedEntropy } from '../../../src/core/score/metrics/labelEntropy.js';
import { majorityShare, pairwiseAgreement } from '../../../src/core/score/metrics/agreement.js';
import { METRICS } from '../../../src/core/score/metrics/metrics.js';
import type { Answer } from '../../../src/core/answers/answer.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { confidence, observation, scoreInput, variant } from '../../support/observations.js';

/** By hand: the mean overlap of every pair. */
function meanOverlap(shares: readonly (readonly number[])[]): number {
  const pairs = shares.flatMap((a, at) => shares.slice(at + 1).map((b) => overlap(a, b)));
  return pairs.reduce((total, each) => total + each, 0) / pairs.length;
}

/** Variants with these accuracies over 100 cases. */
function withAccuracies(accuracies: readonly number[]) {
  return scoreInput(
    Array.from({ length: 100 }, (_, index) =>
      accuracies.map((accuracy) => [index < Math.round(accuracy * 100) ? 1 : 0]),
    ),
  );
}

const value = (id: string, input: ReturnType<typeof scoreInput>) =>
  scoreAnswers(input).metrics[id]?.value;

describe('accuracies of variants', () => {
  const input = withAccuracies([0.62, 0.55, 0.71, 0.48]);

  it.each([
    ['spread', 0.23],
    ['maxP', 0.71],
    ['avgP', 0.59],
    ['sat', 0.88],
    ['cps', 0.6248],
  ])('gives %s', (id, expected) => {
    expect(value(id, input)).toBeCloseTo(expected, 9);
  });

  it('gives the performance drop against the original', () => {
    expect(value('pdr', withAccuracies([0.8, 0.6]))).toBeCloseTo(0.25, 9);
    expect(value('pdr', withAccuracies([0, 0.6]))).toBeNull();
  });

  // Best and average of published runs: two variants with these give their saturation and combined score.
  it.each([
    [0.8, 0.639339, 0.839339, 0.671471],
    [0.98, 0.886167, 0.906167, 0.888044],
    [0.78, 0.137665, 0.357665, 0.278979],
    [0.96, 0.162952, 0.202952, 0.194833],
  ])('reproduces the published row with MaxP %f', (maxP, avgP, sat, cps) => {
    const others = (7 * avgP - maxP) / 6;
    const graded = scoreInput([[[maxP], ...Array.from({ length: 6 }, () => [others])]]);
    expect(value('sat', graded)).toBeCloseTo(sat, 5);
    expect(value('cps', graded)).toBeCloseTo(cps, 5);
  });

  it('has no saturation and no spread with one variant', () => {
    const alone = scoreAnswers(withAccuracies([0.5])).metrics;
    for (const id of ['spread', 'sat', 'cps', 'pdr', 'cases.sd']) {
      expect(alone[id]).toMatchObject({ value: null, reason: 'one-variant' });
    }
    expect(alone['maxP']?.value).toBe(0.5);
  });

  it('gives worst and best of each case, and their deviation', () => {
    const { metrics } = scoreAnswers(
      scoreInput([
        [[1], [0]],
        [[1], [1]],
      ]),
    );
    expect(metrics['cases.worst']?.value).toBe(0.5);
    expect(metrics['cases.best']?.value).toBe(1);
    expect(metrics['cases.sd']?.value).toBeCloseTo(Math.SQRT1_2 / 2, 9);
  });

  it('draws wordings as well as cases for the interval of the spread, which then holds its value', () => {
    const rates = [1, 0.9, 0.5, 0.9, 0.9, 0.9];
    const scores = Array.from({ length: 40 }, (_, index) =>
      rates.map((rate) => [index < rate * 40 ? 1 : 0]),
    );
    const spread = scoreAnswers(scoreInput(scores)).metrics['spread'];
    const [low, high] = spread?.ci ?? [1, 0];
    expect(spread).toMatchObject({ value: 0.5, ciMethod: 'two-way' });
    expect(high).toBeGreaterThanOrEqual(0.5);
    // A draw without the one bad wording, which a third of them are, has a spread of 0.1 at most.
    expect(low).toBeLessThan(0.1);
    expect(scoreAnswers(scoreInput(scores.slice(0, 7))).metrics['spread']?.ci).toBeUndefined();
  });

  // 12 cases with one zero each, which falls to either variant with the same chance: the null spread is E|S₁₂| / 24 of a
  // random walk, 12 · C(12, 6) / 2¹² / 24. It is estimated from 500 permutations: within three standard errors.
  it('compares the spread with the null spread, which does not depend on whose the errors are', () => {
    const nullSpread = (12 * 924) / 4096 / 24;
    const standardError = Math.sqrt((12 / 24 ** 2 - nullSpread ** 2) / 500);
    const shared = Array.from({ length: 12 }, (_, index) =>
      index % 2 === 0
        ? [
            [0, 1],
            [1, 1],
          ]
        : [
            [1, 1],
            [1, 0],
          ],
    );
    const oneSided = Array.from({ length: 12 }, () => [
      [1, 1],
      [1, 0],
    ]);
    for (const [scores, expected] of [
      [shared, 0],
      [oneSided, 0.5],
    ] as const) {
      const spread = scoreAnswers(scoreInput(scores)).metrics['spread'];
      expect(spread?.value).toBeCloseTo(expected, 9);
      const error = Math.abs((spread?.noiseFloor ?? NaN) - nullSpread);
      expect(error).toBeLessThan(3 * standardError);
    }
  });
});

describe('accuracy', () => {
  it('is the mean over all outputs', () => {
    expect(
      value(
        'accuracy',
        scoreInput([
          [
            [1, 1],
            [0, 1],
          ],
          [
            [1, 0],
            [0, 0],
          ],
        ]),
      ),
    ).toBe(0.5);
    expect(
      value(
        'accuracy.original',
        scoreInput([
          [
            [1, 1],
            [0, 1],
          ],
          [
            [1, 0],
            [0, 0],
          ],
        ]),
      ),
    ).toBe(0.75);
  });

  it('takes Wilson with the number of cases where all cases are alike', () => {
    const { metrics } = scoreAnswers(
      scoreInput(
        Array(20).fill([
          [1, 0],
          [1, 0],
        ]),
      ),
    );
    expect(metrics['accuracy']).toMatchObject({ ciMethod: 'wilson', n: 80 });
  });

  it('bootstraps over cases otherwise', () => {
    const { metrics } = scoreAnswers(withAccuracies([0.6, 0.5]));
    expect(metrics['accuracy']?.ciMethod).toBe('bca');
  });

  it('shows a second value without unreadable and without cut answers', () => {
    const input = scoreInput([
      [
        [1, 0],
        [1, 1],
      ],
    ]);
    const [first, second, ...rest] = input.answers as [Answer, Answer, ...Answer[]];
    const changed = [first, { ...second, answer: null, truncated: true }, ...rest];
    const { metrics } = scoreAnswers({ ...input, answers: changed });
    expect(metrics['accuracy']).toMatchObject({ value: 0.75, readableOnly: 1, untruncatedOnly: 1 });
  });
});

describe('degenerate intervals', () => {
  it('do not claim certainty when no case moved', () => {
    const { metrics } = scoreAnswers(scoreInput(Array(16).fill(Array(8).fill([1, 1]))));
    const effect = metrics['pss.excess'];
    expect(effect).toMatchObject({ value: 0, ciMethod: 'degenerate' });
    expect(effect?.ci?.[0]).toBe(0);
    expect(effect?.ci?.[1]).toBeCloseTo((4 / 7) * (1 - 0.025 ** (1 / 16)), 9);
  });

  it('give no interval below eight cases', () => {
    const { metrics } = scoreAnswers(
      scoreInput(
        Array(7).fill([
          [1, 1],
          [0, 0],
        ]),
      ),
    );
    expect(metrics['pss.excess']?.ci).toBeUndefined();
  });
});

describe('labels without gold', () => {
  it.each([
    [[0.8, 0.2, 0], 3, 0.455486],
    [[0.5, 0.5], 2, 1],
    [[0.75, 0.25], 2, 0.811278],
  ])('have the entropy of %j over %i classes', (probabilities, classes, expected) => {
    expect(normalisedEntropy(probabilities, classes)).toBeCloseTo(expected, 6);
  });

  it('agree by majority and by pairs', () => {
    expect(majorityShare([6, 3, 1], 10)).toBeCloseTo(0.6, 9);
    expect(pairwiseAgreement([6, 3, 1], 10)).toBeCloseTo(0.4, 9);
  });

  const labelled = (answers: readonly (string | null)[]) => ({
    ...scoreInput([]),
    variants: answers.map((_, index) => variant(index === 0 ? 'original' : `format-${index}`)),
    labels: ['a', 'b'],
    distance: 'label' as const,
    answers: answers.map((answer, index) =>
      observation({
        variant: index === 0 ? 'original' : `format-${index}`,
        answer,
        text: answer ?? '?',
        repeat: 1,
      }),
    ),
  });

  it('are spread over one class more when an answer is no label', () => {
    const inside = scoreAnswers(labelled(['a', 'b'])).metrics['sensitivity.entropy'];
    expect(inside?.value).toBeCloseTo(1, 9);
    const outside = scoreAnswers(labelled(['a', null])).metrics['sensitivity.entropy'];
    expect(outside?.config).toEqual({ classes: 3, otherClass: true });
    expect(outside?.value).toBeCloseTo(Math.log(2) / Math.log(3), 9);
  });

  it('differ in the share of pairs that are not equal', () => {
    const { metrics, headline } = scoreAnswers(labelled(['a', 'a', 'b']));
    expect(headline).toBe('divergence');
    expect(metrics['divergence.cross']?.value).toBeCloseTo(2 / 3, 9);
    expect(metrics['accuracy']).toMatchObject({ value: null, reason: 'no-gold' });
  });

  it('are stable in full only when every repeat agrees', () => {
    const twice = scoreInput([
      [
        [1, 1],
        [1, 0],
      ],
      [
        [0, 0],
        [1, 1],
      ],
    ]);
    expect(scoreAnswers(twice).metrics['agreement.tarAnswer']?.value).toBe(0.75);
    const once = scoreInput([[[1], [1]]]);
    expect(scoreAnswers(once).metrics['agreement.tarText']).toMatchObject({
      reason: 'one-repeat',
    });
  });
});

describe('4.3 consistency', () => {
  it('is one minus the distance of two distributions, over pairs of cases', () => {
    const [a, b, c] = [
      [0.8, 0.2, 0],
      [0.5, 0.3, 0.2],
      [1, 0, 0],
    ] as const;
    expect(overlap(a, b)).toBeCloseTo(0.7, 9);
    expect(meanOverlap([a, b, c])).toBeCloseTo(0.666667, 6);
  });

  it('compares cases with the same right answer, and leaves out one that is alone with its', () => {
    const answers = { 1: ['a', 'a'], 2: ['a', 'b'], 3: ['b', 'b'] };
    const observations = Object.entries(answers).flatMap(([id, own]) =>
      own.map((answer, index) =>
        observation({
          case: id,
          variant: index === 0 ? 'original' : 'format-1',
          text: answer,
          answer,
        }),
      ),
    );
    const input = {
      ...scoreInput([]),
      variants: [variant('original'), variant('format-1')],
      labels: ['a', 'b'],
      distance: 'label' as const,
      answers: observations,
    };
    const expected = new Map([
      ['1', 'a'],
      ['2', 'a'],
      ['3', 'b'],
    ]);
    const found = scoreAnswers({ ...input, expected }).metrics['consistency'];
    expect(found).toMatchObject({ value: 0.5, config: { 'of a': 0.5 } });
    expect(scoreAnswers(input).metrics['consistency']).toMatchObject({ reason: 'no-gold' });
  });

  it('has an interval that leaves out cases, from the same pairs as the value', () => {
    const answers = Array.from({ length: 12 }, (_, at) => ['a', at % 3 === 0 ? 'b' : 'a']);
    const observations = answers.flatMap((own, at) =>
      own.map((answer, index) =>
        observation({
          case: String(at),
          variant: index === 0 ? 'original' : 'format-1',
          text: answer,
          answer,
        }),
      ),
    );
    const variants = [variant('original'), variant('format-1')];
    const expected = new Map(answers.map((_, at) => [String(at), 'a']));
    const input = {
      ...scoreInput([]),
      variants,
      labels: ['a', 'b'],
      answers: observations,
      expected,
    };
    const { value, ci, ciMethod } = scoreAnswers(input).metrics['consistency'] as Envelope;
    const overlaps = answers.map(([, second]) => (second === 'a' ? [1, 0] : [0.5, 0.5]));
    expect(value).toBeCloseTo(meanOverlap(overlaps), 12);
    const leftOut = overlaps.map((_, left) =>
      meanOverlap(overlaps.filter((_o, at) => at !== left)),
    );
    const wanted = jackknifeInterval(value ?? 0, leftOut);
    expect(ciMethod).toBe('jackknife');
    expect(ci?.[0]).toBeCloseTo(wanted?.[0] ?? 0, 12);
    expect(ci?.[1]).toBeCloseTo(wanted?.[1] ?? 0, 12);
  });
});

describe('rates', () => {
  it('count empty apart from unreadable answers, and failed calls apart from all', () => {
    const texts = ['', 'mumble', 'yes', 'yes'];
    const observations = texts.map((text, index) =>
      observation({
        case: String(index),
        text,
        answer: text === 'yes' ? 'yes' : null,
        truncated: text === 'mumble',
      }),
    );
    const { metrics } = scoreAnswers({
      ...scoreInput([]),
      variants: [variant('original')],
      answers: observations,
      failed: 1,
    });
    expect(metrics['rate.empty']?.value).toBe(0.25);
    expect(metrics['rate.parseFail']?.value).toBe(0.25);
    expect(metrics['rate.truncated']?.value).toBe(0.25);
    expect(metrics['rate.error']?.value).toBe(0.2);
  });
});

describe('confidence', () => {
  const withConfidence = (each: readonly ReturnType<typeof confidence>[]) => ({
    ...scoreInput([]),
    labels: ['a', 'b'],
    variants: [variant('original')],
    answers: each.map((own, index) =>
      observation({ case: String(index), text: 'a', answer: 'a', confidence: own }),
    ),
  });

  it('averages labels whose probability is mostly on labels', () => {
    const input = withConfidence([
      confidence({ answer: 0.9, coverage: 0.9 }),
      confidence({ answer: 0.7, coverage: 0.8 }),
      confidence({ answer: 0.1, coverage: 0.2 }),
    ]);
    expect(value('confidence.answer', input)).toBeCloseTo(0.8, 9);
  });

  it('is not available when labels seldom hold most of the probability', () => {
    const input = withConfidence([
      confidence({ answer: 0.9, coverage: 0.9 }),
      ...Array(3).fill(confidence({ answer: 0.5, coverage: 0.1 })),
    ]);
    expect(scoreAnswers(input).metrics['confidence.answer']).toMatchObject({
      value: null,
      reason: 'low-coverage',
    });
  });

  it('is not available without token probabilities', () => {
    const { metrics } = scoreAnswers(scoreInput([[[1], [1]]]));
    expect(metrics['confidence.geoMean']).toMatchObject({ value: null, reason: 'no-logprobs' });
  });
});

describe('every metric', () => {
  it('has an id of its own', () => {
    const ids = METRICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is a finite number or absent with a reason, whatever the grid', () => {
    const ragged = scoreInput([
      [[1, 0, 1], [null], [0]],
      [[null], [1, 1], [1]],
      [[0], [0, 1], [null]],
    ]);
    for (const input of [ragged, scoreInput([]), scoreInput([[[1]]])]) {
      for (const envelope of Object.values(scoreAnswers(input).metrics)) {
        if (envelope.value === null) expect(envelope.reason).toBeTruthy();
        else expect(Number.isFinite(envelope.value)).toBe(true);
      }
    }
  });
});

describe('leaving variants out', () => {
  it('shows what one variant causes', () => {
    const scores = scoreAnswers(
      scoreInput(
        Array(8).fill([
          [1, 1],
          [1, 1],
          [0, 0],
        ]),
      ),
    );
    expect(scores.variants.map(({ effectWithout }) => effectWithout)).toEqual([1, 1, 0]);
  });

  it('tests each variant against the original, adjusted for their number', () => {
    const two = scoreAnswers(scoreInput(Array(8).fill([[1], [0], [0]])));
    expect(two.variants[2]?.againstOriginal).toMatchObject({ pHolm: 4 / 256, pBh: 2 / 256 });

    const scores = scoreAnswers(scoreInput(Array(8).fill([[1], [1], [0]])));
    expect(scores.variants[2]?.againstOriginal).toEqual({
      difference: -1,
      shared: { cases: 8, own: 0, original: 1 },
      p: 2 / 256,
      pHolm: 4 / 256,
      pBh: 4 / 256,
    });
    expect(scores.variants[1]?.againstOriginal).toMatchObject({ difference: 0, p: 1 });

    // A case one of the two has no score for tells nothing of their difference.
    const gaps = scoreAnswers(
      scoreInput([[[1], [null]], ...Array(8).fill([[1], [0]]), [[null], [1]]]),
    );
    expect(gaps.variants[1]?.againstOriginal?.shared).toEqual({ cases: 8, own: 0, original: 1 });
  });
});
