import { describe, expect, it } from 'vitest';
import type { Check, RunCheck } from '../../../src/core/prompt/checks/check.js';
import type { Case } from '../../../src/core/prompt/prompt.js';
import { scoreChecks } from '../../../src/core/answers/checkAnswer.js';
import type { CheckedAnswer } from '../../../src/core/answers/runCheck.js';
import { answerOf, scoreText } from '../../support/answers.js';

const tested = (checks: readonly Check[]): Case => ({
  id: '1',
  inputs: { a: 'x' },
  expected: null,
  range: null,
  checks,
});
const NO_CHECKS = { checks: [], tools: [] };
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
    ['another width', { kind: 'contains', value: 'yes', matchCase: true }, 'yes', 'ｙｅｓ'],
    ['any width', { kind: 'contains', value: 'yes' }, 'ｙｅｓ', 'yeʂ'],
    ['a power', { kind: 'contains', value: '106' }, '106', '10⁶'],
    ['contains', { kind: 'contains', value: 'Ab' }, 'xab', 'b'],
    ['all', { kind: 'containsAll', values: ['a', 'B'] }, 'b a', 'a'],
    ['any', { kind: 'containsAny', values: ['a', 'b'] }, 'b', 'c'],
    ['none', { kind: 'containsAny', values: ['a', 'b'], not: true }, 'c', 'a'],
    ['regex', { kind: 'regex', value: '^a+$' }, 'aaa', 'ab'],
    ['a regex that is none', { kind: 'regex', value: '(', not: true }, 'x', ''],
    ['JSON', { kind: 'isJson', schema: null }, 'So: ```json\n[1]\n```', '[1'],
    ['JSON alone', { kind: 'isJson', schema: null, strict: true }, '[1]', '[1] '.repeat(2)],
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

  it.each<[string, Bare, string, string]>([
    ['refusal', { kind: 'refusal' }, 'I cannot help with that.', 'bug'],
    [
      'tools by name',
      { kind: 'toolNames', values: ['a', 'b'], least: 1 },
      '[{"name":"b","arguments":{}},{"function":{"name":"a","arguments":"{}"}}]',
      '[{"name":"a"}]',
    ],
    [
      'most of the tools',
      { kind: 'toolNames', values: ['a', 'b'], least: 0.6 },
      '{"name":"a"}',
      'a, b',
    ],
  ])('%s', (_name, check, right, wrong) => {
    expect(passes(right, check)).toBe(true);
    expect(passes(wrong, check)).toBe(false);
  });

  const call = (part: Partial<CheckedAnswer>, check: Bare) =>
    scoreChecks(answerOf('x', part), tested([{ name: 'c', ...check } as RunCheck]), NO_CHECKS)
      .score;

  it('look at the call where the endpoint told of it', () => {
    const latency: Bare = { kind: 'latency', most: 100 };
    expect([call({ latencyMs: 100 }, latency), call({ latencyMs: 101 }, latency)]).toEqual([1, 0]);
    expect(call({ costUsd: 0.002 }, { kind: 'cost', most: 0.001 })).toBe(0);
    expect(call({ costUsd: 0.002 }, { kind: 'cost', most: 0.001, not: true })).toBe(1);
    expect(call({ finishReason: 'stop' }, { kind: 'finishReason', value: 'stop' })).toBe(1);
    const logprobs = [-0.05, -0.1, -2, -0.25];
    expect(call({ logprobs }, { kind: 'perplexity', most: 1.83 })).toBe(1);
    expect(call({ logprobs }, { kind: 'perplexity', most: 1.82 })).toBe(0);
  });

  it('leave the answer unscored where it did not: an unknown price is no low price', () => {
    expect(call({}, { kind: 'cost', most: 1 })).toBeNull();
    expect(call({}, { kind: 'cost', most: 1, not: true })).toBeNull();
    expect(call({}, { kind: 'perplexity', most: 9 })).toBeNull();
  });
});

describe('an expected answer without a check', () => {
  it.each([
    ['{"a": 1, "b": [true]}', '{"b":[true],"a":1.0}', 1],
    ['[1, 2]', '[2, 1]', 0],
    ['{"a": 1}', 'Here: {"a": 1}', 1],
    ['{"a": 1}', '```json\n{"a": 1}\n```', 1],
    ['{"a": 1}', '{"a": 1,}', 0],
    ['{"a": 850}', '{"a": "850"}', 0],
    ['{"a": {"b": 1}}', '{"a": {"b": 1}, "c', 0],
    ['1', '1.0', 0],
    ['Yes.', ' yes ', 1],
  ])('%s is met by %s: %i', (expected, text, score) => {
    expect(scoreText(text, { ...tested([]), expected }, [])).toBe(score);
  });
});
