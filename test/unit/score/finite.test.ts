import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/answers/answer.js';
import { scoresSchema } from '../../../src/core/studies/sensitivity/printedScores.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { confidence, scoreInput } from '../../support/observations.js';

/** Paths of the numbers that JSON cannot hold. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => notFinite(each, `${path}/${key}`));
}

const score = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
/** `[case][variant][repeat]`, down to one of each; null is a missing cell. */
const grid = fc
  .tuple(
    fc.integer({ min: 1, max: 24 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .chain(([cases, variants, repeats]) => {
    const list = <T>(item: fc.Arbitrary<T>, length: number) =>
      fc.array(item, { minLength: length, maxLength: length });
    const cell = list(score, repeats);
    return fc.oneof(
      list(list(cell, variants), cases),
      // All cases alike, where the bootstrap has nothing to go by.
      list(cell, variants).map((row) => Array.from({ length: cases }, () => row)),
    );
  });

const probability = fc.double({ min: 1e-9, max: 1, noNaN: true });
const input = fc
  .record({
    scores: grid,
    deterministic: fc.boolean(),
    graded: fc.boolean(),
    distance: fc.constantFrom('label', 'json', 'toolCalls', 'text' as const),
    logprob: fc.option(probability),
    texts: fc.constantFrom('number', 'same', 'empty', 'unread'),
    failed: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ scores, deterministic, graded, distance, logprob, texts, failed }) => {
    const base = scoreInput(scores, { deterministic, distance, failed });
    const textOf = (each: Answer) =>
      ({ number: String(each.score), same: 'the same answer', empty: '', unread: each.text })[
        texts
      ] ?? '';
    return {
      ...base,
      labels: distance === 'label' ? ['0', '1'] : null,
      vectors: new Map(base.answers.map((each, at) => [textOf(each), [1, at % 3]])),
      expected: new Map(base.answers.map((each) => [each.case, '1'])),
      answers: base.answers.map((each) => ({
        ...each,
        text: textOf(each),
        answer: texts === 'unread' ? null : textOf(each),
        score: graded ? each.score : null,
        confidence:
          logprob === null
            ? null
            : confidence({ geoMean: logprob, minToken: logprob, answer: logprob, coverage: 1 }),
        likelihoods: {
          tokens: texts === 'empty' ? 0 : 3,
          byVariant: Object.fromEntries(
            base.variants.map(({ id }) => [id, Math.log(logprob ?? 1)]),
          ),
        },
      })),
    };
  });

describe('scores', () => {
  it('hold no number that JSON cannot, whatever is missing', () => {
    fc.assert(
      fc.property(input, (each) => {
        const scores = scoreAnswers(each);
        expect(notFinite(scores)).toEqual([]);
        const printed = scoresSchema.omit({ verdict: true, gates: true });
        expect(printed.safeParse(JSON.parse(JSON.stringify(scores))).error).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it.each([8, 16, 24])('have no false interval with one variant and %i cases alike', (cases) => {
    const { metrics } = scoreAnswers(scoreInput(Array.from({ length: cases }, () => [[1, 1]])));
    const within = metrics['pss.within'];
    expect(within?.value).toBe(0);
    // Two repeats in [0,1] are at most 1 apart, and 1 − .025^(1/n) of the cases may do so without one being seen.
    expect(within?.ci?.[1]).toBeCloseTo(1 - 0.025 ** (1 / cases), 12);
  });
});
