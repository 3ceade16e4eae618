import { describe, expect, it } from 'vitest';
import {
  parseFeedback,
  summariseFeedback,
  type Feedback,
} from '../../../src/core/library/audit/feedback.js';
import {
  cohenKappa,
  krippendorffAlpha,
} from '../../../src/core/score/statistics/raterAgreement.js';

describe('agreement between raters', () => {
  it("is Cohen's kappa of two", () => {
    // 20 both yes, 5 and 10 apart, 15 both no: observed .7, by chance .5.
    const pairs = [
      ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
      ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
      ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
      ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ];
    expect(cohenKappa(pairs)).toBeCloseTo(0.4, 9);
    expect(cohenKappa([['yes', 'yes']])).toBeNull();
    expect(cohenKappa([])).toBeNull();
  });

  it("is Krippendorff's alpha of any number, with ratings missing", () => {
    // Four observers of twelve units (Krippendorff 2011, section C): nominal .743, interval .849.
    const rows = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
    const units = Array.from({ length: 12 }, (_, at) =>
      rows.flatMap((row) => (row[at] === '.' ? [] : [Number(row[at])])),
    );
    expect(krippendorffAlpha(units, 'nominal')).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, 'interval')).toBeCloseTo(0.849, 3);
    expect(krippendorffAlpha([[1], [2]], 'nominal')).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeNull();
  });
});

const said = (rater: string, id: string, part: Partial<Feedback>): Feedback => ({
  ...{ at: '2026-01-01T00:00:00Z', rater, case: id, variant: 'original', answer: 'x' },
  ...part,
});

describe('what people said', () => {
  it('counts the last word of each, and says how far they agree', () => {
    const summary = summariseFeedback([
      said('ada', 'a', { thumb: 'down' }),
      said('ada', 'a', { thumb: 'up', scores: { clear: 4 } }),
      said('bob', 'a', { thumb: 'up', scores: { clear: 5 } }),
      said('ada', 'b', { thumb: 'up', scores: { clear: 2 } }),
      said('bob', 'b', { thumb: 'down', scores: { clear: 2 }, comment: 'too short' }),
    ]);
    expect(summary).toMatchObject({
      ...{ ratings: 4, raters: ['ada', 'bob'], answers: 2 },
      thumbs: { up: 3, of: 4 },
      rubrics: [{ name: 'clear', mean: 3.25, n: 4 }],
      comments: [{ rater: 'bob', case: 'b', comment: 'too short' }],
    });
    // Thumbs: observed .5, by chance 1 × .5 + 0 × .5 = .5.
    expect(summary?.agreement[0]).toMatchObject({ of: 'thumb', shared: 2, kappa: 0 });
    // Scores 4, 5 | 2, 2: observed 2 × 1 = 2, expected (4 × 4 + 2 × 1 + 4 × 9 − …) over ordered pairs, / 3.
    const apart = [4, 5, 2, 2].flatMap((a) => [4, 5, 2, 2].map((b) => (a - b) ** 2));
    const expected = apart.reduce((sum, each) => sum + each, 0) / 3;
    expect(summary?.agreement[1]?.alpha).toBeCloseTo(1 - 2 / expected, 9);
  });

  it('is nothing without ratings, and counts lines that cannot be read', () => {
    expect(summariseFeedback([])).toBeNull();
    const good = JSON.stringify(said('ada', 'a', { thumb: 'up' }));
    expect(parseFeedback(`${good}\n{"rater":"x"}\nnot json\n`)).toMatchObject({
      feedback: [{ rater: 'ada' }],
      unreadable: 2,
    });
  });
});
