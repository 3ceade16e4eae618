import { describe, expect, it } from 'vitest';
import { scoreChecks } from '../../../src/core/answers/checkAnswer.js';
import { readAnswers } from '../../../src/core/answers/readAnswers.js';
import type { Check } from '../../../src/core/prompt/checks/check.js';
import type { CompletedOutcome } from '../../../src/core/run/outcome.js';
import { checkResult, checkText } from '../../../src/core/report/checkText.js';
import { answerOf } from '../../support/answers.js';

const CASE = { id: '1', inputs: { a: 'x' }, expected: 'bug', range: null };
const scored = (text: string, checks: readonly Check[], part = {}) =>
  scoreChecks(answerOf(text, part), CASE, { checks, tools: [] });

describe('the checks of an answer', () => {
  const both: Check[] = [
    { kind: 'contains', name: 'label', value: '{{expected}}' },
    { kind: 'wordCount', name: 'short', least: 0, most: 2 },
  ];

  it('are each kept with what they looked for', () => {
    expect(scored('It is a bug', both)).toEqual({
      score: 0,
      checks: [
        { name: 'label', kind: 'contains', value: 'bug', passed: true },
        { name: 'short', kind: 'wordCount', value: '2', passed: false },
      ],
    });
  });

  it('that cannot be run leave the others standing', () => {
    const checks: Check[] = [...both, { kind: 'cost', name: 'cheap', most: 1 }];
    expect(scored('bug', checks)).toMatchObject({ score: 1 });
    expect(scored('bug', checks).checks.at(-1)).toMatchObject({ passed: null });
    const unfilled: Check[] = [...both, { kind: 'contains', name: 'b', value: '{{b}}' }];
    expect(scored('bug', unfilled).score).toBe(1);
    expect(scored('bug', [{ kind: 'cost', name: 'cheap', most: 1 }]).score).toBeNull();
  });

  it('never pass on an empty answer, also those that forbid something', () => {
    const checks: Check[] = [{ kind: 'contains', name: 'sorry', value: 'sorry', not: true }];
    expect(scored(' ', checks).score).toBe(0);
  });

  it('leave no score where a judge was asked and nothing was understood', () => {
    const checks: Check[] = [...both, { kind: 'rubric', name: 'kind', value: 'kind' }];
    expect(scored('bug', checks, { judged: new Map([['kind', null]]) }).score).toBeNull();
    expect(scored('bug', checks, { judged: new Map([['kind', 0.5]]) }).score).toBeCloseTo(2.5 / 3);
  });

  it('say what they are in one line', () => {
    const [label, short] = scored('It is a bug', both).checks;
    expect(label && checkText(label)).toBe('label: contains "bug": passed');
    expect(short && checkText(short)).toBe('short: wordCount "2": failed');
    const judged = { name: 'kind', kind: 'rubric', value: null, passed: null, score: 0.25 };
    expect([checkText(judged), checkResult(judged)]).toEqual(['kind: rubric: 0.25', 'partly']);
    const set = { name: 'test', kind: 'set', value: 'at least 0.5', passed: true, score: 0.75 };
    expect(checkText(set)).toBe('test: set at least 0.5: 0.75, passed');
    const member = { name: 'a', kind: 'equals', value: 'x', passed: false, weight: 3, set: 'test' };
    expect(checkText(member)).toBe('test › a: equals "x" (weight 3): failed');
  });

  it('show a list so that its items can be told apart', () => {
    const any: Check = { kind: 'containsAny', name: 'any', values: ['1 May, 2026', 'b'] };
    expect(scored('b', [any]).checks[0]?.value).toBe('"1 May, 2026", b');
  });
});

describe('an answer cut by its limit', () => {
  const read = (text: string, part: Partial<CompletedOutcome> = {}) => {
    const outcome = { variant: 'original', shots: 'file', case: '1', repeat: 1, text };
    const rest = { status: 'completed', finishReason: 'length', tokens: null, usage: null };
    return readAnswers(
      [{ ...outcome, ...rest, ...part } as unknown as CompletedOutcome],
      { cases: [CASE], checks: [], tools: [] },
      { shape: { kind: 'text' }, costOf: () => null },
    )[0];
  };

  it('before it began is neither right nor wrong', () => {
    expect(read('', { reasoning: 'bug or' })).toMatchObject({ score: null, truncated: true });
    expect(read('', { finishReason: 'stop' })?.score).toBe(0);
  });

  it('later on is scored as it is', () => {
    expect(read('bug')).toMatchObject({ score: 1, truncated: true });
    expect(read('bu')?.score).toBe(0);
  });
});
