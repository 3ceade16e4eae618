import { describe, expect, it } from 'vitest';
import { meanDifference, meanFigure } from '../../../../src/core/library/report/meanInterval.js';
import { patternsOf, type PatternPrompt } from '../../../../src/core/library/report/patterns.js';
import { stylesOf } from '../../../../src/core/library/report/promptStyles.js';
import { promptFrom } from '../../../support/prompts.js';

describe('a mean with its interval', () => {
  it('is that of Student and Welch, as integrating their density gives them', () => {
    expect(meanFigure([1, 2, 3, 4])?.p).toBeCloseTo(0.030466, 5);
    expect(meanFigure([1, 2, 3, 4])?.ci[0]).toBeCloseTo(0.44574, 5);
    const welch = meanDifference([1, 2, 3, 4], [2, 4, 6, 8, 10]);
    expect(welch?.value).toBe(-3.5);
    expect(welch?.p).toBeCloseTo(0.0691336, 6);
  });

  it('is none where values are too few or all alike', () => {
    expect(meanFigure([1])).toBeNull();
    expect(meanFigure([2, 2, 2])).toBeNull();
    expect(meanDifference([1, 2], [3])).toBeNull();
  });
});

describe('what prompts of a library have in common', () => {
  const prompt = (effect: number, part: Partial<PatternPrompt> = {}): PatternPrompt => ({
    ...{ task: 'classification', measure: 'pss', styles: [], effect, classEffects: {} },
    ...part,
  });
  const several = (base: number, count: number, part: Partial<PatternPrompt> = {}) =>
    Array.from({ length: count }, (_, at) => prompt(base + at / 100, part));

  it('is told of a style that goes with small effects, with n and interval', () => {
    const patterns = patternsOf([
      ...several(0.02, 6, { styles: ['output format'] }),
      ...several(0.3, 7),
    ]);
    expect(patterns).toMatchObject([
      { kind: 'style', name: 'output format', n: 6, others: 7, word: 'lower' },
    ]);
    expect(patterns[0]?.difference?.ci[1]).toBeLessThan(0);
  });

  it('is too few below five prompts on a side, however clear it looks', () => {
    const [row] = patternsOf([...several(0, 4, { styles: ['persona'] }), ...several(0.9, 20)]);
    expect(row).toMatchObject({ word: 'too few', n: 4, p: null });
  });

  it('is never told across tasks or measures', () => {
    const rows = patternsOf([
      ...several(0.02, 5, { styles: ['persona'] }),
      ...several(0.4, 5, { task: 'text' }),
      ...several(0.4, 5, { measure: 'divergence' }),
    ]);
    expect(rows).toEqual([]);
  });

  it('holds a class of wordings against the other classes of the same prompt', () => {
    const rows = patternsOf(
      Array.from({ length: 6 }, (_, at) =>
        prompt(0.1, { classEffects: { format: at / 10, persona: at / 10 + 0.2 + at / 100 } }),
      ),
    );
    expect(rows).toMatchObject([
      { kind: 'class', name: 'format', n: 6, word: 'lower' },
      { kind: 'class', name: 'persona', n: 6, word: 'higher' },
    ]);
  });

  it('calls noise nothing: p values are adjusted for the number of rows', () => {
    const rows = patternsOf([
      ...[0.1, 0.3, 0.2, 0.25, 0.15].map((effect) => prompt(effect, { styles: ['structure'] })),
      ...[0.2, 0.12, 0.31, 0.22, 0.16].map((effect) => prompt(effect)),
    ]);
    expect(rows).toMatchObject([{ word: 'open' }]);
  });
});

describe('the styles of a prompt', () => {
  const styles = (content: string, more = '') =>
    stylesOf(
      promptFrom(`messages:\n  - role: user\n    content: ${JSON.stringify(content)}\n${more}`),
    );

  it.each([
    ['Sort the ticket {{x}}.', []],
    ['# Task\nSort the ticket.', ['structure']],
    ['Do this:\n- read\n- sort', ['structure']],
    ['<ticket>\n{{x}}\n</ticket>', ['structure']],
    ['You are a careful clerk. Sort {{x}}.', ['persona']],
    ['Act as a judge.', ['persona']],
    ['What you are able to do, do.', []],
    ['Sort it.\nExamples:\nInput: a', ['examples']],
    ['Answer with one word.', ['output format']],
    ['Return JSON.', ['output format']],
  ])('of %j are %j', (content, found) => {
    expect(styles(content)).toEqual(found);
  });

  it('know a response format and messages of an assistant', () => {
    expect(styles('Sort it.', 'responseFormat: json_object\n')).toEqual(['output format']);
    const dialog = promptFrom(
      'messages:\n  - { role: user, content: a }\n  - { role: assistant, content: b }\n  - { role: user, content: c }\n',
    );
    expect(stylesOf(dialog)).toEqual(['examples']);
  });
});
