/** Metrics over whole grids: entropies, calibration, variance components, similarity and what needs special inputs. */

import { describe, expect, it } from 'vitest';
import type { ScoreInput } from '../../../src/core/score/scoreInput.js';
import type { Answer } from '../../../src/core/answers/answer.js';
import { confidenceTier } from '../../../src/core/score/confidenceTier.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { crossPairs, withinPairs } from '../../../src/core/score/statistics/pairSample.js';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { confidence, observation, scoreInput, variant } from '../../support/observations.js';

const metric = (id: string, input: ScoreInput) => scoreAnswers(input).metrics[id];

/** Answers as `[case][variant][repeat]`, each its own text. */
function answered(
  answers: readonly (readonly (readonly string[])[])[],
  part: Partial<ScoreInput> = {},
): ScoreInput {
  const ids = (answers[0] ?? []).map((_, index) => (index === 0 ? 'original' : `format-${index}`));
  const observations = answers.flatMap((row, at) =>
    row.flatMap((cell, index) =>
      cell.map((text, repeat) =>
        observation({
          case: String(at + 1),
          variant: ids[index] as string,
          repeat: repeat + 1,
          text,
          answer: text,
        }),
      ),
    ),
  );
  return {
    ...scoreInput([]),
    variants: ids.map((id) => variant(id)),
    answers: observations,
    ...part,
  };
}

describe('7.3 entropy of answers', () => {
  it('asked the same way again is the mean over wordings', () => {
    const found = metric(
      'entropy.sampling',
      answered([
        [
          ['a', 'b'],
          ['a', 'a'],
        ],
      ]),
    );
    expect(found?.value).toBeCloseTo(Math.LN2 / 2, 9);
    expect(found?.config).toMatchObject({ samples: 2 });
  });

  it('over wordings takes one answer of each, and says what the wording adds', () => {
    const found = metric(
      'entropy.paraphrase',
      answered([
        [
          ['a', 'a'],
          ['b', 'b'],
        ],
      ]),
    );
    expect(found?.value).toBeCloseTo(Math.LN2, 9);
    expect(found?.config['addedByWording']).toBeCloseTo(Math.LN2, 9);
    expect(found?.config['addedToTwoAnswers']).toBeCloseTo(Math.LN2, 9);
  });

  it('finds nothing added where wordings differ no more than repeats, whatever their numbers', () => {
    const cells = Array.from({ length: 400 }, (_, at) => {
      const random = randomFrom('entropy', at);
      return Array.from({ length: 8 }, () =>
        Array.from({ length: 2 }, () => (random.int(2) === 0 ? 'a' : 'b')),
      );
    });
    const config = metric('entropy.paraphrase', answered(cells))?.config ?? {};
    expect(config['addedToTwoAnswers']).toBeCloseTo(0, 1);
    // Eight answers hold more entropy than two even so: the reason why the other figure stands beside it.
    expect(config['addedByWording']).toBeGreaterThan(0.2);
  });

  it('is known to be 0 between repeats of a server that always says the same', () => {
    const input = answered([[['a'], ['b']]], { deterministic: true });
    expect(metric('entropy.sampling', input)).toMatchObject({
      value: 0,
      config: { deterministic: true },
    });
    expect(metric('entropy.paraphrase', input)?.config['addedByWording']).toBeCloseTo(Math.LN2, 9);
  });

  it('is absent without repeats, and without wordings', () => {
    expect(metric('entropy.sampling', answered([[['a'], ['b']]]))).toMatchObject({
      reason: 'one-repeat',
    });
    expect(metric('entropy.paraphrase', answered([[['a', 'b']]]))).toMatchObject({
      reason: 'one-variant',
    });
  });
});

describe('8.5 calibration of answers', () => {
  const confidences = [0.95, 0.9, 0.8, 0.7, 0.6, 0.3];
  const scores = [1, 1, 0, 1, 0, 0];
  const input: ScoreInput = {
    ...scoreInput([]),
    variants: [variant('original')],
    answers: confidences.map((geoMean, index) =>
      observation({
        case: String(index),
        text: 'a',
        answer: 'a',
        score: scores[index] as number,
        confidence: confidence({ geoMean }),
      }),
    ),
  };

  it.each([
    ['calibration.brier', 0.19875],
    ['calibration.auroc', 0.888889],
    ['selective.aurc', 0.247222],
    ['selective.eaurc', 0.055556],
  ])('has the worked value of %s, and names the confidence', (id, expected) => {
    expect(metric(id, input)?.value).toBeCloseTo(expected, 6);
    expect(metric(id, input)?.config['tier']).toBe('tokens');
  });

  it('says into how many bins the calibration error fell', () => {
    expect(metric('calibration.ece', input)?.config).toMatchObject({ bins: 5, equalMass: true });
  });

  it('takes agreement where there are no token probabilities but five answers, else nothing', () => {
    const agreeing = scoreInput(
      Array(3).fill([
        [1, 1, 0],
        [1, 1, 0],
      ]),
    );
    expect(metric('calibration.brier', agreeing)?.config['tier']).toBe('agreement');
    expect(metric('calibration.brier', scoreInput([[[1], [0]]]))).toMatchObject({
      reason: 'no-logprobs',
    });
  });

  it('counts each wording once in the agreement, however often it was asked, and no empty answer', () => {
    const said = (variantId: string, answer: string, times: number) =>
      Array.from({ length: times }, (_, at) =>
        observation({ variant: variantId, case: '1', repeat: at + 1, text: answer, answer }),
      );
    const shareOf = (times: number) => {
      const answers = [
        ...said('original', 'a', times),
        ...said('v1', 'b', 3),
        ...said('v2', 'b', 3),
      ];
      return confidenceTier(answers, null).of(answers[0]!);
    };
    expect([shareOf(1), shareOf(6)]).toEqual([1 / 3, 1 / 3]);
    const empty = said('original', '', 8).map((each) => ({ ...each, answer: null }));
    expect(confidenceTier(empty, null).tier).toBeNull();
  });

  it('is absent for graded scores and where all are right', () => {
    const with1 = (score: number) => ({
      ...input,
      answers: input.answers.map((each) => ({ ...each, score })),
    });
    expect(metric('calibration.ece', with1(0.5))).toMatchObject({ reason: 'graded' });
    expect(metric('selective.aurc', with1(0.5))?.value).toBeCloseTo(0.5, 9);
    expect(metric('calibration.auroc', with1(1))).toMatchObject({ reason: 'zero-denominator' });
  });

  it('finds a threshold on every other case and reports it on the rest', () => {
    const many: ScoreInput = {
      ...input,
      answers: Array.from({ length: 240 }, (_, index) =>
        observation({
          case: String(index),
          text: 'a',
          answer: 'a',
          score: index < 160 ? 1 : 0,
          confidence: confidence({ geoMean: 1 - index / 240 }),
        }),
      ),
    };
    const found = metric('selective.coverage', many);
    expect(found).toMatchObject({
      n: 120,
      ciMethod: 'wilson',
      config: { foundOn: 120, reached: true },
    });
    expect(found?.value).toBeGreaterThan(0.6);
    expect(found?.config['riskAtMost']).toBeLessThan(0.15);
    expect(metric('selective.coverage', input)).toMatchObject({ reason: 'n-too-small' });
  });
});

describe('1.6 confidence against sensitivity', () => {
  const cases = (moved: (index: number) => boolean): ScoreInput => {
    const base = scoreInput(
      Array.from({ length: 12 }, (_, index) => [[1], [moved(index) ? 0 : 1]]),
    );
    const sure = ({ case: id }: Answer) => 1 - Number(id) / 20;
    return {
      ...base,
      answers: base.answers.map((each) => ({
        ...each,
        confidence: confidence({ geoMean: sure(each) }),
      })),
    };
  };

  it('is negative where the model is less sure of what moves, with the means beside it', () => {
    const found = metric(
      'confidence.sensitivityRho',
      cases((index) => index >= 8),
    );
    expect(found?.value).toBeLessThan(-0.5);
    expect(found?.config).toMatchObject({ stillCases: 8, someCases: 0, muchCases: 4 });
    expect(found?.config['stillConfidence']).toBeGreaterThan(
      found?.config['muchConfidence'] as number,
    );
  });

  it('is absent where no case moves', () => {
    expect(
      metric(
        'confidence.sensitivityRho',
        cases(() => false),
      ),
    ).toMatchObject({
      reason: 'zero-denominator',
    });
  });
});

describe('12.4 share of the variance that is the wording', () => {
  it('is the worked value for the example of 12.3', () => {
    const found = metric(
      'noise.icc',
      scoreInput([
        [
          [1, 1, 1, 0],
          [1, 1, 1, 1],
          [0, 0, 1, 0],
        ],
      ]),
    );
    expect(found?.value).toBeCloseTo(0.384615, 6);
  });

  it('splits the worked two-way table, and drops what makes a table ragged', () => {
    const whole = [
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
    ];
    const ragged = [...whole, [[1, 1], [0]]];
    const found = metric('noise.icc', scoreInput(ragged));
    expect(found?.n).toBe(3);
    expect(found?.config).toMatchObject({
      answersDropped: 3,
      varianceOfNoise: expect.closeTo(0.083333, 6),
      varianceOfWordingsByCase: expect.closeTo(0.25, 6),
      varianceOfWordings: expect.closeTo(-0.083333, 6),
      varianceOfCases: expect.closeTo(-0.083333, 6),
      shareOfWordingsByCase: expect.closeTo(0.75, 9),
    });
  });

  it('keeps the repeats that use most of the scores', () => {
    const cell = (repeats: number) => [Array(repeats).fill(1), [0, ...Array(repeats - 1).fill(1)]];
    const found = metric('noise.icc', scoreInput([cell(2), cell(5), cell(5)]));
    expect(found?.config).toMatchObject({ repeatsUsed: 5, answersDropped: 4 });
  });
});

describe('9 similarity of the answers in different wordings', () => {
  const pair = answered([[['the cat is on the mat'], ['the cat sat on the mat']]]);

  it.each([
    ['similarity.levenshtein', 19 / 22],
    ['similarity.rouge1', 5 / 6],
    ['similarity.f1', 3 / 4],
    ['similarity.exact', 0],
    ['similarity.bleu', 37.991784],
  ])('has in %s the value of the one pair', (id, expected) => {
    expect(metric(id, pair)?.value).toBeCloseTo(expected, 5);
  });

  it('averages both directions of what is not symmetric', () => {
    const uneven = answered([[['hello world'], ['hello there world']]]);
    const found = metric('similarity.chrf', uneven)?.value ?? 0;
    const turned = answered([[['hello there world'], ['hello world']]]);
    expect(found).toBeCloseTo(metric('similarity.chrf', turned)?.value ?? 0, 9);
    expect(found).toBeGreaterThan(39.906031);
  });

  it('stands beside that of the same wording asked twice', () => {
    const found = metric(
      'similarity.exact',
      answered([
        [
          ['a b', 'a b'],
          ['c d', 'c e'],
        ],
      ]),
    );
    expect(found).toMatchObject({ value: 0, noiseFloor: 0.5 });
  });

  it('compares JSON only where answers are JSON, and Latin words only where there are some', () => {
    const json = answered([[['{"a":1,"b":[1,2]}'], ['{"a":1,"b":[1,3],"c":null}']]], {
      distance: 'json',
    });
    expect(metric('similarity.json', json)?.value).toBe(0.5);
    expect(metric('similarity.json', pair)).toMatchObject({ reason: 'no-json' });
    const cyrillic = answered([[['мир'], ['мир']]]);
    expect(metric('similarity.rouge1', cyrillic)).toMatchObject({ reason: 'no-words' });
    expect(metric('similarity.chrf', cyrillic)?.value).toBe(100);
  });

  it('samples pairs of a large grid with the same draws every time, and says so', () => {
    const row = Array.from({ length: 10 }, (_, v) =>
      Array.from({ length: 6 }, (_, r) => `answer ${v} ${r} ${'word '.repeat(300)}`),
    );
    const large = answered(Array.from({ length: 20 }, () => row));
    const found = metric('similarity.levenshtein', large);
    expect(found?.config['sampledPairsPerCase']).toBeGreaterThan(0);
    expect(metric('similarity.levenshtein', large)).toEqual(found);
  });
});

describe('pairs to compare', () => {
  const groups = [[0, 1], [2], [3, 4, 5]];
  const weightOf = (pairs: readonly { weight: number }[]) =>
    pairs.reduce((total, { weight }) => total + weight, 0);

  it('are all of them where they are few, each pair of groups counting the same', () => {
    const all = crossPairs(groups, { most: 100, random: randomFrom('pairs') });
    expect(all).toHaveLength(11);
    expect(weightOf(all)).toBeCloseTo(1, 12);
    expect(all.find(({ a, b }) => a === 0 && b === 2)?.weight).toBeCloseTo(1 / 6, 12);
    const inside = withinPairs(groups, { most: 100, random: randomFrom('pairs') });
    expect(inside).toHaveLength(4);
    expect(weightOf(inside)).toBeCloseTo(1, 12);
  });

  it('are drawn where they are many, and never pair a member with itself or with its own group', () => {
    const groupOf = (member: number) => groups.findIndex((group) => group.includes(member));
    const drawn = crossPairs(groups, { most: 5, random: randomFrom('pairs') });
    expect(drawn).toHaveLength(5);
    for (const { a, b } of drawn) expect(groupOf(a)).not.toBe(groupOf(b));
    for (const { a, b } of withinPairs(groups, { most: 2, random: randomFrom('pairs') })) {
      expect(groupOf(a)).toBe(groupOf(b));
      expect(a).not.toBe(b);
    }
  });
});

describe('3.5 POSIX', () => {
  const read = (
    likelihoods: readonly (readonly [number, Record<string, number>])[],
  ): ScoreInput => ({
    ...scoreInput([]),
    variants: [variant('original'), variant('format-1')],
    answers: likelihoods.map(([tokens, byVariant], index) =>
      observation({
        variant: index === 0 ? 'original' : 'format-1',
        text: 'x',
        answer: 'x',
        likelihoods: { tokens, byVariant },
      }),
    ),
  });

  // M[i][j] is the log probability of the answer to prompt j after prompt i.
  it.each([
    [[-2, -4] as const, [-6, -3] as const, 0.75, 0.5],
    [[-2, -4] as const, [-1.5, -3] as const, 0.5, 0.15],
  ])('of the worked table is %f', ([own1, other1], [other2, own2], expected, repo) => {
    const input = read([
      [4, { original: own1, 'format-1': other1 }],
      [3, { original: other2, 'format-1': own2 }],
    ]);
    expect(metric('posix', input)?.value).toBeCloseTo(expected, 9);
    expect(metric('posix', input)?.config['repoCompat']).toBeCloseTo(repo, 9);
  });

  it('drops empty answers, and is absent for one wording or without likelihoods', () => {
    const input = read([
      [4, { original: -2, 'format-1': -4 }],
      [0, { original: 0, 'format-1': 0 }],
    ]);
    expect(metric('posix', input)).toMatchObject({
      value: 0.5,
      config: { emptyAnswersDropped: 1 },
    });
    expect(metric('posix', scoreInput([[[1], [0]]]))).toMatchObject({ reason: 'no-logprobs' });
    expect(metric('posix', scoreInput([[[1]]]))).toMatchObject({ reason: 'one-variant' });
  });
});

describe('6.3 distribution of accuracy over wordings', () => {
  const grid = (hidden: number): ScoreInput => {
    const random = randomFrom('grid');
    return scoreInput(
      Array.from({ length: 60 }, (_, item) =>
        Array.from({ length: 20 }, (_, group) => {
          const right = random.float() < 1 / (1 + Math.exp(-(group / 5 - 2 + item / 30)));
          return [random.float() < hidden ? null : right ? 1 : 0];
        }),
      ),
    );
  };

  it('is that of the accuracies where every cell is known', () => {
    const found = metric('promptEval', grid(0));
    expect(found).toMatchObject({ n: 60, config: { cellsObserved: 1, degenerate: false } });
    expect(found?.value).toBeGreaterThan(found?.config['quantile05'] as number);
    expect(found?.ciMethod).toBe('jackknife');
    expect(found?.value).toBeGreaterThan(found?.ci?.[0] as number);
    expect(found?.value).toBeLessThan(found?.ci?.[1] as number);
  });

  it('comes near it with half of the cells', () => {
    const [whole, half] = [metric('promptEval', grid(0)), metric('promptEval', grid(0.5))];
    expect(half?.config['cellsObserved']).toBeLessThan(0.6);
    expect(half?.value).toBeCloseTo(whole?.value ?? 0, 1);
  });

  it('is absent below 20 wordings and 50 cases', () => {
    expect(metric('promptEval', scoreInput(Array(60).fill([[1], [0]])))).toMatchObject({
      reason: 'n-too-small',
    });
  });
});

describe('answers that decline or break their schema', () => {
  it('are counted, with the detector named', () => {
    const input = answered([
      [["I'm sorry, but I can't help with that."]],
      [['I’m sorry to hear of your fault. Billing.']],
      [['As an AI language model, I cannot say.']],
      [['bug']],
    ]);
    expect(metric('rate.refusal', input)).toMatchObject({
      value: 0.5,
      config: { detector: 'phrases 1' },
    });
  });

  it('are held against the schema where the prompt has one', () => {
    const schema = { type: 'object', required: ['a'] };
    const input = answered([[['{"a":1}']], [['{"b":1}']]], { distance: 'json', schema });
    expect(metric('rate.schemaValid', input)?.value).toBe(0.5);
    expect(metric('rate.schemaValid', { ...input, schema: undefined })).toMatchObject({
      reason: 'no-schema',
    });
  });
});
