import { describe, expect, it } from 'vitest';
import type { Token } from '../../../src/core/ports/model.js';
import { answerShapeOf, type AnswerShape } from '../../../src/core/prompt/answerShape.js';
import type { Case } from '../../../src/core/prompt/prompt.js';
import { scoreText } from '../../support/answers.js';
import { readOutcomeLines } from '../../../src/core/score/outcomeLines.js';
import { answerIn } from '../../../src/core/answers/readAnswer.js';
import { REFUSAL } from '../../../src/core/text/refusal.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import {
  confidenceOf,
  labelConfidence,
  tokenStatistics,
  topEntropy,
  topMargin,
} from '../../../src/core/answers/tokenConfidence.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const tested = (expected: string | null, inputs: Record<string, string> = {}): Case => ({
  id: '1',
  inputs,
  expected,
  range: null,
});
const token = (text: string, p: number, top: [string, number][] = []): Token => ({
  text,
  logprob: Math.log(p),
  top: top.map(([each, probability]) => ({ text: each, logprob: Math.log(probability) })),
});

const score = (...lines: object[]) =>
  scoreAnswers(
    readOutcomeLines(lines.map((line) => JSON.stringify(line)).join('\n'), {
      name: 'o.jsonl',
      seed: 1,
    }),
  );

describe('right or wrong', () => {
  it.each([
    ['Bug', 'bug', 1],
    ['"bug"', 'bug', 1],
    ['**bug**.', 'bug', 1],
    [' bug  report ', 'bug report', 1],
    ['ﬁne', 'fine', 1],
    ['A', 'B', 0],
    ['1.5', '15', 0],
    ['-5', '5', 0],
    ['', 'bug', 0],
  ])('without checks, %j against %j is %i', (text, expected, score) => {
    expect(scoreText(text, tested(expected), [])).toBe(score);
  });

  it('compares as the runner of the format does: equals to the letter, the rest without case', () => {
    const check = (kind: 'equals' | 'contains' | 'startsWith' | 'endsWith', value: string) =>
      scoreText('The Bug', tested('x'), [{ kind, name: 'c', value }]);
    expect([
      check('equals', 'the bug'),
      check('equals', 'The Bug'),
      check('contains', 'BUG'),
      check('startsWith', 'the'),
      check('endsWith', 'bug'),
    ]).toEqual([0, 1, 1, 1, 1]);
  });

  it('needs every check to pass', () => {
    const checks = [
      { kind: 'contains' as const, name: 'a', value: '{{expected}}' },
      { kind: 'startsWith' as const, name: 'b', value: '{{start}}' },
    ];
    expect(scoreText('yes, bug', tested('bug', { start: 'yes' }), checks)).toBe(1);
    expect(scoreText('no, bug', tested('bug', { start: 'yes' }), checks)).toBe(0);
  });

  it('compares JSON by value', () => {
    const check = [{ kind: 'json' as const, name: 'c', value: '{{expected}}' }];
    expect(scoreText('{ "b": 2, "a": 1.0 }', tested('{"a":1,"b":2}'), check)).toBe(1);
    expect(scoreText('{"a":1}', tested('{"a":1,"b":2}'), check)).toBe(0);
    expect(scoreText('not json', tested('{"a":1}'), check)).toBe(0);
  });

  it('is not known without gold: no expected answer, or only checks that are not run', () => {
    expect(scoreText('x', tested(null), [])).toBeNull();
    expect(
      scoreText('x', tested(null), [{ kind: 'contains', name: 'c', value: '{{expected}}' }]),
    ).toBeNull();
    expect(scoreText('x', tested('x'), [{ kind: 'notRun', name: 'c', reason: 'r' }])).toBeNull();
  });
});

describe('the shape of answers', () => {
  it('is a set of labels when expected answers are few and repeat', () => {
    expect(answerShapeOf(promptFrom(TRIAGE))).toEqual({
      kind: 'label',
      labels: ['bug', 'billing'],
      path: null,
    });
  });

  it('is text when every expected answer is another', () => {
    expect(
      answerShapeOf(
        promptFrom(
          TRIAGE.replace(/expected: .*/g, () => `expected: ${Math.floor(performance.now() * 1e6)}`),
        ),
      ),
    ).toMatchObject({ kind: 'text' });
  });

  const label: AnswerShape = { kind: 'label', labels: ['bug', 'billing', 'not a bug'], path: null };
  it.each([
    ['Billing.', 'billing'],
    ['It is a bug, not billing', 'bug'],
    ['This is not a bug', 'not a bug'],
    ['Not billing. This is bug.', 'bug'],
    ['It isn’t about billing', null],
    ['Das ist keine Billing-Frage, sondern Bug', 'bug'],
    ['debugging', null],
    ['', null],
  ])('reads %j as %j', (text, answer) => expect(answerIn(text, label)).toBe(answer));

  it('reads a label out of the property that holds it', () => {
    const shape: AnswerShape = { kind: 'label', labels: ['a', 'b'], path: 'label' };
    expect(answerIn('{"label": "b", "reason": "a"}', shape)).toBe('b');
    expect(answerIn('{"label": ', shape)).toBeNull();
  });
});

describe('an answer that declines', () => {
  const label: AnswerShape = { kind: 'label', labels: ['bug', 'billing'], path: null };
  const refusals = [
    'I cannot help with that.',
    "I'm sorry, but I can't say whether this is a bug.",
    'Es tut mir leid, aber ich kann das nicht beantworten.',
  ];

  it('is one class whatever its words, and no label that it names', () => {
    for (const text of refusals) {
      expect(answerIn(text, label)).toBe(REFUSAL);
      expect(answerIn(text, { ...label, path: 'label' })).toBe(REFUSAL);
      expect(answerIn(text, { kind: 'json' })).toBe(REFUSAL);
      expect(answerIn(text, { kind: 'toolCalls', defaults: new Map() })).toBe(REFUSAL);
    }
    expect(answerIn('bug', label)).toBe('bug');
    expect(answerIn('{"a":"I cannot help with that."}', { kind: 'json' })).toContain('cannot');
  });

  it('is text like any other where free text is wanted, and the label where a label says so', () => {
    expect(answerIn(refusals[0]!, { kind: 'text' })).toBe('i cannot help with that');
    const canned: AnswerShape = { ...label, labels: ['bug', 'I cannot help with that'] };
    expect(answerIn(refusals[0]!, canned)).toBe('I cannot help with that');
  });

  it('is right where declining is expected, and wrong elsewhere', () => {
    for (const text of refusals) {
      expect(scoreText(text, tested(REFUSAL), [])).toBe(1);
      expect(scoreText(text, tested('bug'), [])).toBe(0);
    }
    expect(scoreText('bug', tested(REFUSAL), [])).toBe(0);
  });

  it('is no farther from another one than nothing, and wholly apart from a value', () => {
    const cross = (a: string, b: string, expected: string) =>
      score(
        { case: 1, variant: 'original', repeat: 1, text: a, expected },
        { case: 1, variant: 'format', repeat: 1, text: b, expected },
      ).metrics['divergence.cross']?.value;
    for (const expected of ['{"a":1}', '[{"name":"f","arguments":{}}]']) {
      expect(cross(refusals[0]!, refusals[2]!, expected)).toBe(0);
      expect(cross(refusals[0]!, expected, expected)).toBe(1);
    }
    expect(cross('{"a":', 'no idea', '{"a":1}')).toBe(1);
  });

  it('counts as its own class in agreement, entropy and consistency, and not as unreadable', () => {
    const line = (id: number, variant: string, text: string, expected: string) => ({
      ...{ case: id, variant, repeat: 1, text, expected },
    });
    const found = score(
      line(1, 'original', refusals[0]!, 'bug'),
      line(1, 'format', refusals[1]!, 'bug'),
      line(2, 'original', 'bug', 'bug'),
      line(2, 'format', refusals[2]!, 'bug'),
      line(3, 'original', 'billing', 'billing'),
      line(3, 'format', 'What?', 'billing'),
      line(4, 'original', 'billing', 'billing'),
      line(4, 'format', 'billing', 'billing'),
    ).metrics;
    expect(found['agreement.pairwise']?.value).toBe((1 + 0 + 0 + 1) / 4);
    expect(found['rate.refusal']?.value).toBe(3 / 8);
    expect(found['rate.parseFail']?.value).toBe(1 / 8);
    // Two labels, refusals and others: ln 2 / ln 4 for each of the two cases that are split.
    expect(found['sensitivity.entropy']).toMatchObject({
      value: expect.closeTo(0.25, 9),
      config: { classes: 4, otherClass: true, refusalClass: true },
    });
    // Cases 1 and 2 share half of their answers, as do 3 and 4.
    expect(found['consistency']?.value).toBeCloseTo(0.5, 9);
  });
});

describe('token statistics', () => {
  it('match the worked example', () => {
    const found = tokenStatistics([-0.05, -0.1, -2, -0.25])!;
    expect(found.sumLogprob).toBeCloseTo(-2.4, 9);
    expect(found.meanLogprob).toBeCloseTo(-0.6, 9);
    expect(found.geoMean).toBeCloseTo(0.548812, 6);
    expect(found.perplexity).toBeCloseTo(1.822119, 6);
    expect(found.minToken).toBeCloseTo(0.135335, 6);
    expect(found.sequence).toBeCloseTo(0.090718, 6);
  });

  it('weigh the label against the other labels', () => {
    const tokens = [
      token('bug', 0.55, [
        ['bug', 0.5],
        [' Bug', 0.05],
        ['billing', 0.25],
        ['feature', 0.05],
        ['The', 0.1],
      ]),
    ];
    const found = labelConfidence(tokens, 'bug', ['bug', 'billing', 'feature'])!;
    expect(found.answer).toBeCloseTo(0.647059, 6);
    expect(found.coverage).toBeCloseTo(0.85, 9);
  });

  it('multiply the tokens of a longer label', () => {
    const tokens = [
      token('{"l":"', 1),
      token('bil', 0.6, [
        ['bil', 0.6],
        ['bug', 0.3],
      ]),
      token('ling', 0.9),
      token('"}', 1),
    ];
    expect(labelConfidence(tokens, 'billing', ['bug', 'billing'])).toMatchObject({
      answer: expect.closeTo(0.54, 9),
      coverage: expect.closeTo(0.9, 9),
    });
  });

  it('know margin and entropy of the alternatives', () => {
    expect(
      topMargin(
        token('a', 0.6, [
          ['a', 0.6],
          ['b', 0.3],
          ['c', 0.05],
        ]),
      ),
    ).toBeCloseTo(0.3, 9);
    expect(
      topEntropy(
        token('a', 0.6, [
          ['a', 0.6],
          ['b', 0.3],
          ['c', 0.05],
        ]),
      ),
    ).toBeCloseTo(0.96726, 5);
  });

  it('clamp the "impossible" some endpoints send, and are absent without tokens', () => {
    expect(tokenStatistics([-9999])?.minToken).toBeCloseTo(1e-6, 12);
    expect(tokenStatistics([])).toBeNull();
    expect(confidenceOf(null, 'a', { kind: 'text' })).toBeNull();
  });
});

describe('outcomes from anywhere', () => {
  it('are scored by what they say: score before answer before text', () => {
    const base = { variant: 'original', repeat: 1, text: 'no', expected: 'yes' };
    const found = score(
      { ...base, case: 'a' },
      { ...base, case: 'b', answer: 'Yes.' },
      { ...base, case: 'c', score: 0.5 },
    );
    expect(found.cases.map(({ accuracy }) => accuracy)).toEqual([0, 1, 0.5]);
  });

  it('may be ragged, graded and repeated in different numbers', () => {
    const found = score(
      { case: 1, variant: 'a', repeat: 0, text: 'x', score: 0.2 },
      { case: 1, variant: 'a', repeat: 1, text: 'x', score: 0.4 },
      { case: 1, variant: 'b', class: 'format', repeat: 0, text: 'y', score: 0.9 },
      { case: 2, variant: 'b', class: 'format', repeat: 0, text: 'y', score: 1 },
    );
    expect(found).toMatchObject({ n: 2, P: 2, R: 2 });
    expect(found.metrics['pss.cross']?.value).toBeCloseTo(0.6, 9);
    expect(found.metrics['pss.within']?.value).toBeCloseTo(0.2, 9);
  });

  it('give confidence where they carry log probabilities', () => {
    const found = score({
      case: 1,
      variant: 'a',
      repeat: 0,
      text: 'x',
      logprobs: [-0.05, -0.1, -2, -0.25],
    });
    expect(found.metrics['confidence.geoMean']?.value).toBeCloseTo(0.548812, 6);
  });

  it('are read behind a byte-order mark', () => {
    const line = '\ufeff{"case":1,"variant":"b","repeat":0,"text":"c"}';
    const { answers: observations } = readOutcomeLines(line, { name: 'o.jsonl', seed: 1 });
    expect(observations).toMatchObject([{ case: '1', text: 'c' }]);
  });

  it('that tell of a call twice are told by their numbers', () => {
    const of = (repeat: number) => `{"case":1,"variant":"b","repeat":${repeat},"text":"c"}`;
    const { twice, answers: observations } = readOutcomeLines(
      [of(0), '', of(1), of(0)].join('\n'),
      {
        name: 'o.jsonl',
        seed: 1,
      },
    );
    expect(observations).toHaveLength(3);
    expect(twice).toEqual([
      'o.jsonl:4: repeat 0 of case 1 under b stands in line 1 already; it counts as a further repeat.',
    ]);
  });

  it.each([
    ['{"case":', 'o.jsonl:1: not valid JSON'],
    ['{"case":"a","variant":"b","text":"c"}', 'o.jsonl:1: "repeat" is missing'],
    ['', 'holds no outcomes'],
  ])('are refused with the place where %j is wrong', (line, message) => {
    expect(() => readOutcomeLines(line, { name: 'o.jsonl', seed: 1 })).toThrow(message);
  });
});
