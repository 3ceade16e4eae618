import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScoreCache } from '../../../src/core/score/scoreCache.js';
import type { Answer } from '../../../src/core/answers/answer.js';
import { scoreAnswers, type Scores } from '../../../src/core/score/scoreAnswers.js';
import { observation, scoreInput } from '../../support/observations.js';

const ones = (count: number) => (_: object, totals: Float64Array) => {
  for (let at = 0; at < totals.length; at++) totals[at] = (totals[at] as number) + count;
};
/** Sums depend on the order of what is added, in the last digit. */
const rounded = (scores: Scores) =>
  JSON.stringify(scores, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(10)) : value,
  );
const itself = (item: object) => item;

describe('a memory of scores', () => {
  it('gives the same row as long as its outputs are the same', () => {
    const { row } = createScoreCache();
    const outputs = [observation({ repeat: 2 }), observation({}), observation({ variant: 'b' })];
    const first = row(outputs);
    expect(first.cell('original').map(({ repeat }) => repeat)).toEqual([1, 2]);
    expect(row([...outputs])).toBe(first);
    expect(row(outputs.slice(1))).not.toBe(first);
    expect(row([...outputs])).not.toBe(first);
  });

  it('adds only what was not there, and begins anew where something has gone', () => {
    const [a, b, c] = [{}, {}, {}];
    const sum = createScoreCache().totals('name', itself);
    expect([...sum([a], 3, ones(1))]).toEqual([1, 1, 1]);
    expect([...sum([b, a], 3, ones(10))]).toEqual([11, 11, 11]);
    expect([...sum([a, b, c], 2, ones(100))]).toEqual([111, 111]);
    expect([...sum([c], 2, ones(1000))]).toEqual([1000, 1000]);
    expect([...sum([c], 4, ones(1))]).toEqual([1, 1, 1, 1]);
  });

  it('keeps totals of other names apart', () => {
    const { totals } = createScoreCache();
    totals('one', itself)([{}], 1, ones(1));
    expect([...totals('other', itself)([{}], 1, ones(2))]).toEqual([2]);
  });

  it('never changes a score, however a run grows, shrinks or is asked again', () => {
    const score = fc.constantFrom(0, 0.5, 1, null);
    const grid = fc.array(
      fc.array(fc.array(score, { minLength: 2, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
      { minLength: 9, maxLength: 14 },
    );
    const steps = fc.array(
      fc.record({ from: fc.nat(4), to: fc.integer({ min: 4, max: 14 }), again: fc.nat(13) }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(grid, steps, (scores, parts) => {
        const input = scoreInput(scores);
        const memory = createScoreCache();
        let known: readonly Answer[] = input.answers;
        for (const { from, to, again } of parts) {
          known = known.map((each) => (each.case === String(again) ? { ...each } : each));
          const observations = known.filter(
            (each) => Number(each.case) > from && Number(each.case) <= to,
          );
          const part = { ...input, answers: observations };
          expect(rounded(scoreAnswers({ ...part, cache: memory }))).toBe(
            rounded(scoreAnswers(part)),
          );
        }
      }),
      { numRuns: 4 },
    );
  });
});
