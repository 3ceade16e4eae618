import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../src/core/studies/repair/candidates.js';
import { ensembleOf } from '../../../../src/core/studies/repair/ensemble.js';
import { judge, winnerOf } from '../../../../src/core/studies/repair/judged.js';
import type { CaseFigures, PairedCase } from '../../../../src/core/studies/repair/pairs.js';
import type { Answer } from '../../../../src/core/answers/answer.js';

const candidate = (id: string, code: 'list-labels' | 'combined' = 'list-labels'): Candidate => ({
  ...{ id, edit: { code, params: {} }, kind: 'line', messages: [] },
  apply: () => [],
});
const figures = (accuracy: number, effect: number): CaseFigures => ({
  ...{ accuracy, effect, confidence: null, tokens: 10 },
});
/** So many cases, each with the figures before and after. */
const cases = (n: number, a: CaseFigures, b: (at: number) => CaseFigures): PairedCase[] =>
  Array.from({ length: n }, (_, at) => ({ case: `${at}`, a, b: b(at), P: 4, R: 2 }));

const asItIs = figures(0.5, 0.4);
const steady = () => figures(1, 0);

describe('a candidate is better', () => {
  it('when effect or accuracy is better beyond noise', () => {
    const [own] = judge([{ candidate: candidate('a'), cases: cases(20, asItIs, steady) }], {
      seed: 1,
    });
    expect(own).toMatchObject({ isBetter: true });
    expect(own?.tests.effect?.difference).toBeCloseTo(-0.4);
  });

  it('not when it lowers the effect by being wrong every time', () => {
    const wrong = () => figures(0, 0);
    const [own] = judge([{ candidate: candidate('a'), cases: cases(20, asItIs, wrong) }], {
      seed: 1,
    });
    expect(own?.tests.effect?.p).toBeLessThan(0.01);
    expect(own?.isBetter).toBe(false);
  });

  it('not on fewer than 8 cases', () => {
    const [own] = judge([{ candidate: candidate('a'), cases: cases(7, asItIs, steady) }], {
      seed: 1,
    });
    expect(own?.isBetter).toBe(false);
  });

  it('only as the number of candidates allows: p is adjusted over all of them', () => {
    // Six cases of one sign: p = 1/64, one-sided.
    const few = cases(20, asItIs, (at) => (at < 6 ? figures(0.5, 0.3) : asItIs));
    const same = cases(20, asItIs, () => asItIs);
    const [alone] = judge([{ candidate: candidate('a'), cases: few }], { seed: 1 });
    const [among] = judge(
      ['a', 'b', 'c'].map((id) => ({ candidate: candidate(id), cases: id === 'a' ? few : same })),
      { seed: 1 },
    );
    expect(alone?.isBetter).toBe(true);
    expect(among?.isBetter).toBe(false);
  });
});

describe('the change that is offered', () => {
  const measured = (id: string, b: (at: number) => CaseFigures, code?: 'combined') => ({
    candidate: candidate(id, code),
    cases: cases(20, asItIs, b),
  });

  it('is the first of the search that is better, whichever did best on the cases that measure', () => {
    const judged = judge([measured('first', () => figures(0.9, 0.1)), measured('second', steady)], {
      seed: 1,
    });
    expect(winnerOf(judged, 1)?.candidate.id).toBe('first');
  });

  it('is the combination only where that is better than the change alone', () => {
    const offered = (both: (at: number) => CaseFigures) =>
      winnerOf(
        judge([measured('first', () => figures(0.7, 0.2)), measured('both', both, 'combined')], {
          seed: 1,
        }),
        1,
      )?.candidate.id;
    expect(offered(() => figures(0.7, 0.2))).toBe('first');
    expect(offered(steady)).toBe('both');
  });
});

describe('a majority over wordings', () => {
  const given = (variant: string, id: string, answer: string, score: number): Answer => ({
    ...{ variant, shots: 'file', case: id, repeat: 1, text: answer, answer, score },
    ...{ truncated: false, confidence: null },
  });

  it('is as right and as steady as all ways to choose three of six make it', () => {
    // Five are right and one is wrong: a majority of three is always right.
    const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map((variant, at) =>
      given(variant, '1', at === 0 ? 'no' : 'yes', at === 0 ? 0 : 1),
    );
    expect(ensembleOf(answers)).toEqual({
      voters: 3,
      cases: 1,
      accuracy: { one: 5 / 6, majority: 1 },
      disagreement: { one: 5 / 15, majority: 0 },
    });
  });

  it('needs two majorities of their own wordings', () => {
    const answers = ['a', 'b', 'c', 'd', 'e'].map((variant) => given(variant, '1', 'yes', 1));
    expect(ensembleOf(answers)).toBeNull();
  });
});
