import { describe, expect, it } from 'vitest';
import type { Check, RunCheck } from '../../../src/core/prompt/check.js';
import type { Case } from '../../../src/core/prompt/prompt.js';
import { scoreText } from '../../../src/core/score/checks.js';

const tested = (checks: readonly Check[]): Case => ({
  id: '1',
  inputs: { a: 'x' },
  expected: null,
  range: null,
  checks,
});
type Bare = RunCheck extends infer Each
  ? Each extends RunCheck
    ? Omit<Each, 'name'>
    : never
  : never;
const passes = (text: string, check: Bare) =>
  scoreText(text, tested([{ name: 'c', ...check } as RunCheck]), []) === 1;

describe('checks of single cases', () => {
  it.each<[string, Bare, string, string]>([
    ['contains to the letter', { kind: 'contains', value: 'Ab', matchCase: true }, 'xAb', 'xab'],
    ['contains', { kind: 'contains', value: 'Ab' }, 'xab', 'b'],
    ['all', { kind: 'containsAll', values: ['a', 'B'] }, 'b a', 'a'],
    ['any', { kind: 'containsAny', values: ['a', 'b'] }, 'b', 'c'],
    ['none', { kind: 'containsAny', values: ['a', 'b'], not: true }, 'c', 'a'],
    ['regex', { kind: 'regex', value: '^a+$' }, 'aaa', 'ab'],
    ['a regex that is none', { kind: 'regex', value: '(', not: true }, 'x', ''],
    ['JSON', { kind: 'isJson', schema: null }, '[1]', '[1] '.repeat(2)],
    [
      'JSON of a schema',
      { kind: 'isJson', schema: { type: 'object', required: ['a'] } },
      '{"a":1}',
      '{"b":1}',
    ],
    ['JSON within', { kind: 'containsJson', schema: null }, 'so: {"a":{}} ok', 'so: {"a"'],
    ['distance', { kind: 'levenshtein', value: 'abc', most: 1 }, 'abd', 'xyz'],
    ['words', { kind: 'wordCount', least: 2, most: 3 }, 'a b', 'a b c d'],
    ['words from on', { kind: 'wordCount', least: 2, most: null }, 'a b c', 'a'],
  ])('%s', (_name, check, right, wrong) => {
    expect(passes(right, check)).toBe(true);
    expect(passes(wrong, check)).toBe(false);
  });

  it('take their values as they are, not as templates', () => {
    expect(passes('{{a}}', { kind: 'equals', value: '{{a}}' })).toBe(true);
  });

  it('an expression that would backtrack for ever ends at once', () => {
    expect(passes(`${'a'.repeat(5000)}!`, { kind: 'regex', value: '^(a+)+$' })).toBe(false);
  });

  it('leave the answer unscored when none of them is run', () => {
    const notRun: Check = { kind: 'notRun', name: 'rubric', reason: 'by a model' };
    expect(scoreText('x', tested([notRun]), [])).toBeNull();
  });
});
