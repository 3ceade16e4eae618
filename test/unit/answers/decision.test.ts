import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/core/prompt/checks/check.js';
import { scoreChecks } from '../../../src/core/answers/checkAnswer.js';
import { decideSet, graded, passedOrNot } from '../../../src/core/answers/decision.js';
import { answerOf } from '../../support/answers.js';

const member = (passed: boolean | null, weight = 1) => ({ weight, ...passedOrNot(passed) });
const grade = (
  score: number | null,
  { least, weight = 1 }: { least?: number; weight?: number } = {},
) => ({
  weight,
  ...graded(score, least),
});

/** promptfoo's documented rules for weights and thresholds (Configuration › Assertions & metrics). */
describe('a set of checks', () => {
  const yes = member(true);
  const no = member(false);
  it.each<
    [string, readonly ReturnType<typeof member>[], number | null, number | null, boolean | null]
  >([
    ['passes where all pass', [yes, yes], null, 1, true],
    ['fails where one fails', [yes, no], null, 0.5, false],
    ['passes at its threshold', [yes, no], 0.5, 0.5, true],
    ['fails below its threshold', [yes, no], 0.51, 0.5, false],
    ['passes with a threshold of 0 whatever fails', [no, no], 0, 0, true],
    ['weighs a heavy check that passes', [member(true, 3), no], 0.75, 0.75, true],
    ['weighs a heavy check that fails', [member(false, 3), yes], 0.5, 0.25, false],
    ['is not failed by a check without weight', [yes, member(false, 0)], null, 1, true],
    ['does not count a check without weight', [yes, member(false, 0)], 1, 1, true],
    ['of checks without weight alone never fails', [member(false, 0)], null, 0, true],
    ['of checks without weight alone scores 0 of a threshold', [member(true, 0)], 0.5, 0, false],
    [
      'takes weights that are no whole numbers',
      [member(true, 0.5), member(false, 1.5)],
      0.25,
      0.25,
      true,
    ],
    ['leaves out what could not be run', [yes, member(null)], null, 1, true],
    ['is undecided where nothing could be run', [member(null)], 0, null, null],
    [
      'is undecided where only a metric could be run',
      [member(null), member(true, 0)],
      null,
      null,
      null,
    ],
    ['is undecided without members', [], 0, null, null],
    ['is a degree where a grade has no limit', [yes, grade(0.5)], null, 0.75, null],
    ['is decided by a threshold where a grade has no limit', [yes, grade(0.5)], 0.7, 0.75, true],
    [
      'is decided where every grade has a limit',
      [yes, grade(0.5, { least: 0.6 })],
      null,
      0.75,
      false,
    ],
    ['is undecided where a judge decided nothing', [yes, grade(null)], null, null, null],
    ['does not wait for a judge without weight', [yes, grade(null, { weight: 0 })], null, 1, true],
  ])('%s', (_rule, members, threshold, score, passed) => {
    expect(decideSet(members, threshold)).toMatchObject({ score, passed });
  });
});

describe('checks as a tree', () => {
  const has = (value: string, part: Partial<Check> = {}) =>
    ({ kind: 'contains', name: value, value, ...part }) as Check;
  const tested = (checks: readonly Check[]) => ({
    ...{ id: '1', inputs: {}, expected: null, range: null, checks },
  });
  const scored = (text: string, checks: readonly Check[], part = {}) =>
    scoreChecks(answerOf(text, part), tested(checks), { checks: [], tools: [] });

  it('decide set by set, and keep every result with its set', () => {
    const inner: Check = {
      ...{ kind: 'set', name: 'either', threshold: 0.5, weight: 2 },
      checks: [has('a'), has('b')],
    };
    const whole: Check = { kind: 'set', name: 'test', threshold: 0.6, checks: [inner, has('c')] };
    expect(scored('a', [whole])).toEqual({
      score: 0,
      checks: [
        { name: 'test', kind: 'set', value: 'at least 0.6', passed: false, score: 1 / 3 },
        {
          ...{ name: 'either', kind: 'set', value: 'at least 0.5', passed: true, score: 0.5 },
          ...{ weight: 2, set: 'test' },
        },
        { name: 'a', kind: 'contains', value: 'a', passed: true, set: 'either' },
        { name: 'b', kind: 'contains', value: 'b', passed: false, set: 'either' },
        { name: 'c', kind: 'contains', value: 'c', passed: false, set: 'test' },
      ],
    });
    expect(scored('a b', [whole]).score).toBe(1);
  });

  it('score a passing test 1 whatever its weighted mean is', () => {
    const zero: Check = { kind: 'set', name: 'test', threshold: 0, checks: [has('a'), has('b')] };
    expect(scored('x', [zero]).score).toBe(1);
  });

  it('give an empty answer nothing, also beside a judge', () => {
    const judge: Check = { kind: 'rubric', name: 'kind', value: 'kind' };
    const judged = new Map([['kind', 0.75]]);
    expect(scored('x', [has('y', { not: true }), judge], { judged }).score).toBeCloseTo(0.875);
    expect(scored(' \n', [has('y', { not: true }), judge], { judged }).score).toBe(0);
  });

  it('take a grade with a limit as passed or failed', () => {
    const judge: Check = { kind: 'rubric', name: 'kind', value: 'kind', least: 0.8 };
    const at = (score: number) => scored('x', [judge], { judged: new Map([['kind', score]]) });
    expect([at(0.75).score, at(0.8).score]).toEqual([0, 1]);
    expect(at(0.75).checks[0]).toMatchObject({ passed: false, score: 0.75 });
  });
});
