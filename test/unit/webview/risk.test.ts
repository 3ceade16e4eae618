import { describe, expect, it, vi } from 'vitest';
import { riskCurve } from '../../../src/core/score/statistics/riskCurve.js';
import { casesAt, pointOf, riskPoints } from '../../../webview/riskAt.js';
import { templateText } from '../../support/templateText.js';

vi.stubGlobal('document', { createTreeWalker: () => ({}), querySelector: () => null });
const { riskSection } = await import('../../../webview/riskSection.js');
const { change } = await import('../../../webview/store.js');

/** METRICS 8.5. */
const RIGHT = [1, 1, 0, 1, 0, 0];
const cases = [0.95, 0.9, 0.8, 0.7, 0.6, 0.3].map((confidence, at) => ({
  ...{ id: `case ${at + 1}`, confidence },
  right: RIGHT[at] as number,
}));
const points = riskPoints(riskCurve(cases));

describe('a threshold that is tried', () => {
  it.each([
    [0.85, 1 / 3, 0],
    [0.65, 2 / 3, 0.25],
    [0.5, 5 / 6, 0.4],
  ])('at %d answers and errs as much as it does in the study', (threshold, coverage, risk) => {
    const point = points[pointOf(points, threshold)];
    expect(point?.coverage).toBeCloseTo(coverage, 9);
    expect(point?.risk).toBeCloseTo(risk, 9);
  });

  it('answers nothing above every confidence, and everything without a threshold', () => {
    expect(points[pointOf(points, 0.99)]).toEqual({ confidence: null, coverage: 0, risk: null });
    expect(points[pointOf(points, null)]).toMatchObject({ coverage: 1, risk: 0.5 });
  });

  it('takes cases of equal confidence together', () => {
    const tied = riskPoints(riskCurve([...cases, { confidence: 0.3, right: 1 }]));
    expect(tied.map(({ coverage }) => Math.round(coverage * 7))).toEqual([0, 1, 2, 3, 4, 5, 7]);
  });

  it('says what becomes of each case', () => {
    const found = casesAt(cases, points[pointOf(points, 0.65)]!);
    expect(
      Object.entries(found).map(([outcome, own]) => [outcome, own.map(({ id }) => id)]),
    ).toEqual([
      ['actedRight', ['case 1', 'case 2', 'case 4']],
      ['actedWrong', ['case 3']],
      ['heldRight', []],
      ['heldWrong', ['case 5', 'case 6']],
    ]);
  });
});

describe('the threshold in the panel', () => {
  const draw = () =>
    templateText(riskSection({ cases, curve: riskCurve(cases), threshold: 0.65, target: 0.1 }));

  it('begins at the one that was found, and follows its handle', () => {
    expect(draw()).toContain(
      'From confidence 0.70 on, 4 of 6 cases are answered (67 %); 25 % of their answers are wrong.',
    );
    change({ riskPoint: 0 });
    expect(draw()).toContain('Nothing is answered: all 6 cases are held back.');
    change({ riskPoint: null });
  });

  it('lists the cases behind a number once it is selected', () => {
    expect(draw()).not.toContain('case 5');
    change({ riskCases: 'heldWrong' });
    expect(draw()).toContain('Held back because wrong: 2');
    expect(draw()).toContain('case 5 (0.60)');
    change({ riskCases: null });
  });
});
