import { describe, expect, it } from 'vitest';
import { compareShots } from '../../../src/core/score/shotsComparison.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { english } from '../../../src/core/say/say.js';
import { shotsSentence } from '../../../src/core/words/shotsSentence.js';
import { observation, scoreInput } from '../../support/observations.js';

const VARIANTS = ['original', 'format-1'];
/** 12 cases, two wordings, two repeats: right where `isRight` says so. */
const answers = (shots: string, isRight: (at: number, variant: string) => boolean) =>
  Array.from({ length: 12 }, (_, at) =>
    VARIANTS.flatMap((variant) =>
      [1, 2].map((repeat) => {
        const score = isRight(at, variant) ? 1 : 0;
        return observation({ shots, case: String(at), variant, repeat, score, answer: `${score}` });
      }),
    ),
  ).flat();

const half = (at: number, variant: string) => variant === 'original' || at >= 10;
const input = (parts: readonly ReturnType<typeof answers>[]) =>
  scoreInput([[[1], [1]]], { answers: parts.flat() });
const compared = (
  parts: readonly ReturnType<typeof answers>[],
  shots: string[],
  tokensPerCall = {},
) => {
  const scored = { ...input(parts), shots: shots[0]! };
  return compareShots(scored, { shots }, { tokensPerCall, metrics: scoreAnswers(scored).metrics });
};
const TOKENS = { file: 50, '1': 80, '3': 120, '3/first/2': 120 };

describe('few-shot configurations', () => {
  const rows = [
    answers('file', half),
    answers('1', (at) => at > 0),
    answers('3', () => true),
    answers('3/first/2', (at) => at > 2),
  ];
  const result = compared(rows, ['file', '1', '3', '3/first/2'], TOKENS)!;

  it('name the best, what is worse, and what cannot be told from it yet', () => {
    expect(result.best).toBe('3');
    expect(result.rows.map(({ shots, standing }) => [shots, standing])).toEqual([
      ['file', 'worse'],
      ['1', 'open'],
      ['3', 'best'],
      ['3/first/2', 'open'],
    ]);
    expect(result.cheapest).toBe('3');
    expect(shotsSentence(result, english)).toBe(
      'Most accurate: 3 examples (1.00). Whether 1 example is as good cannot be told yet: add cases.',
    );
  });

  it('have accuracy, wording effect and tokens of their own', () => {
    const file = result.rows[0]!;
    expect(file).toMatchObject({ shots: 'file', examples: 0, tokensPerCall: 50 });
    expect(file.accuracy).toBeCloseTo(14 / 24, 12);
    expect(file.effect).toBeCloseTo(10 / 12, 12);
  });

  it('say how far order alone moved the answers', () => {
    const orders = compared(
      [answers('3/first', () => true), answers('3/first/2', (at) => at > 2)],
      ['3/first', '3/first/2'],
    )!;
    expect(orders.orders).toEqual([
      { examples: 3, way: 'first', orders: 2, accuracySpread: 0.25, effectSpread: 0 },
    ]);
    expect(shotsSentence(orders, english)).toContain('by 0.25 over 2 orders');
  });

  it('are not compared when there is one', () => {
    expect(compared([rows[0]!], ['file'])).toBeNull();
  });
});
