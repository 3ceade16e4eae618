import { describe, expect, it } from 'vitest';
import { extractAnswer } from '../../../src/core/answers/extract.js';
import { readAnswers } from '../../../src/core/answers/readAnswers.js';
import { answerShapeOf } from '../../../src/core/prompt/answerShape.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import type { CompletedOutcome } from '../../../src/core/run/outcome.js';

describe('the rule that finds an answer', () => {
  it.each([
    [{ regex: 'Label: (\\w+)' }, 'Label: a\nLabel: b.', 'b'],
    [{ regex: 'Label: (\\w+)' }, 'none', null],
    [{ json: 'result.label' }, 'So:\n```json\n{"result":{"label":"b"}}\n```', 'b'],
    [{ json: '$.items[1].n' }, '{"items":[{},{"n":5}]}', '5'],
    [{ json: '["a.b"].c' }, '{"a.b":{"c":12345678901234567891}}', '12345678901234567891'],
    [{ json: 'toString' }, '{"a":1}', null],
    [{ json: 'a' }, 'no JSON', null],
    [{ lastLine: true as const }, 'First\n\n b \n\n', 'b'],
    [{ after: 'Answer:' }, 'Answer: a. No. Answer: b', 'b'],
    [{ after: 'Answer:' }, 'Answer:', null],
  ])('%j in %j → %j', (rule, text, answer) => {
    expect(extractAnswer(text, rule)).toBe(answer);
  });

  const file = (extract: string) => `messages:
  - { role: user, content: 'Label {{text}}' }
testData:
  - { text: a, expected: bug }
  - { text: b, expected: billing }
  - { text: c, expected: bug }
  - { text: d, expected: billing }
sensitivity:
  extract: ${extract}
`;
  const problemsOf = (extract: string) => parsePrompt('a.prompt.yml', file(extract)).problems;

  it.each([
    ['{ regex: "(" }', 'not a valid RE2 regular expression'],
    ['{ regex: "Label" }', 'needs a group'],
    ['{ json: "a..b" }', 'expected a path'],
    ['{ lastLine: true, after: x }', 'exactly one of'],
    ['{}', 'exactly one of'],
    ['{ first: true }', 'first'],
  ])('%s is an error at its place', (extract, message) => {
    const [problem] = problemsOf(extract);
    expect(problem).toMatchObject({ severity: 'error', line: 9 });
    expect(problem?.message).toContain(message);
  });

  const read = (text: string) => {
    const { prompt } = parsePrompt('a.prompt.yml', file("{ after: 'Label:' }"));
    if (!prompt) throw new Error('not read');
    const outcome = { variant: 'original', shots: 'file', case: '1', repeat: 1, text };
    const rest = { status: 'completed', finishReason: 'stop', tokens: null, usage: null };
    const outcomes = [{ ...outcome, ...rest } as unknown as CompletedOutcome];
    return readAnswers(outcomes, prompt, { shape: answerShapeOf(prompt), costOf: () => null })[0];
  };

  it('decides what is read and what is scored; the text stays whole', () => {
    expect(read('Maybe billing. Label: bug')).toMatchObject({
      ...{ answer: 'bug', score: 1, extracted: 'bug' },
      text: 'Maybe billing. Label: bug',
    });
    expect(read('bug')).toMatchObject({ answer: null, score: 0 });
  });
});
