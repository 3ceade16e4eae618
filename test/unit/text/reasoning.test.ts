import { describe, expect, it } from 'vitest';
import { splitReasoning } from '../../../src/core/text/reasoning.js';
import { withoutReasoning } from '../../../src/core/run/withoutReasoning.js';
import { completion } from '../../support/fakes.js';

describe('reasoning before an answer', () => {
  it.each([
    ['<think>\nA or B?\n</think>\n\nB', 'A or B?', 'B'],
    ['<thinking>A?</thinking>B', 'A?', 'B'],
    ['<THINK>A?</THINK>B', 'A?', 'B'],
    ['[THINK]A?[/THINK]B', 'A?', 'B'],
    ['<seed:think>A?</seed:think>B', 'A?', 'B'],
    ['◁think▷A?◁/think▷B', 'A?', 'B'],
    ['A or B?\n</think>\n\nB', 'A or B?', 'B'],
    ['A?</think>\n<think>still A?</think>B', 'A?\n\nstill A?', 'B'],
    ['<think>A?</think>\nB\n<think>sure?</think>\n', 'A?\n\nsure?', 'B'],
    ['<think>\nA or', 'A or', ''],
    ['<think>A? <think>C?</think> A</think>B', 'A? <think>C?</think> A', 'B'],
    [
      '<think>A <think>C<think>D</think></think> A</think>B',
      'A <think>C<think>D</think></think> A',
      'B',
    ],
    [
      '<think>\nHow to end <think>.\n</think>\nWith </think>.',
      'How to end <think>.',
      'With </think>.',
    ],
    ['<think>\n<think>\nC?\n</think>\nA\n</think>\nB', '<think>\nC?\n</think>\nA', 'B'],
    ['<think>The <think> tag? A?</think>B', 'The <think> tag? A?', 'B'],
    [
      '<think>The <think> tag?</think>A\n<think>sure?</think>B',
      'The <think> tag?\n\nsure?',
      'A\nB',
    ],
    ['Fine.\n<think>A?</think>\nB', 'A?', 'Fine.\n\nB'],
    ['<think></think>B', '', 'B'],
    [
      '<|channel|>analysis<|message|>A?<|end|><|start|>assistant<|channel|>final<|message|>B<|return|>',
      'A?',
      'B',
    ],
    ['<|channel|>analysis<|message|>A or', 'A or', ''],
    [
      '<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a":1}<|call|><|start|>assistant<|channel|>final<|message|>B',
      '{"a":1}',
      'B',
    ],
    ['<|START_THINKING|>A?<|END_THINKING|><|START_RESPONSE|>B<|END_RESPONSE|>', 'A?', 'B'],
    ['A?<|END_THINKING|><|START_RESPONSE|>B', 'A?', 'B'],
    ['<|START_RESPONSE|>B<|END_RESPONSE|>', '', 'B'],
    ['<|channel>thought\nA?<channel|>B', 'A?', 'B'],
    ['<unused94>thought\nA?<unused95>B', 'A?', 'B'],
    [
      '<|begin_of_thought|>\n\nA?\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nB\n\n<|end_of_solution|>',
      'A?',
      'B',
    ],
    ['<|begin_of_thought|>A or', 'A or', ''],
    ['<reflection>A?</reflection><output>B</output>', 'A?', '<output>B</output>'],
    [
      '<thinking>A?<reflection>no</reflection> so</thinking>\nB',
      'A?<reflection>no</reflection> so',
      'B',
    ],
    ['<scratchpad>A?</scratchpad>\nB', 'A?', 'B'],
    ['<chain_of_thought>A?</chain_of_thought>B', 'A?', 'B'],
    [
      '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 s</summary>\nA?\n</details>\nB',
      '<summary>Thought for 3 s</summary>\nA?',
      'B',
    ],
    ['<details type="reasoning">\nA or', 'A or', ''],
    [
      '<think>A? the tag <think> is mine </think> more: A</think>\nB',
      'A? the tag <think> is mine </think> more: A',
      'B',
    ],
    ['Here is my thought process: A?\n\nHere is my response: B', 'A?', 'B'],
    ["Here's my thought process:\nA?\n\nHere's my response:\n\nB", 'A?', 'B'],
    ['analysisA? assistantfinalB', 'A?', 'B'],
    ['assistantfinalB', '', 'B'],
    ['analysisWe should say A or', 'We should say A or', ''],
  ])('%j is %j, then %j', (text, reasoning, answer) => {
    expect(splitReasoning(text)).toEqual({ text: answer, reasoning });
  });

  it.each([
    'B',
    ' B ',
    'Close it with `</think>`.',
    '<details>\n<summary>More</summary>\nA\n</details>\nB',
    'Write <think> inside a line to start.',
    '{"tag": "<think>"}',
    'a < b and [x]',
    '<answer>B</answer>',
    'Here is my response: B',
    'analysis of A and B',
    'The channel <|START_RESPONSE|> begins it.',
  ])('is not what stands in %j', (text) => {
    expect(splitReasoning(text)).toEqual({ text, reasoning: '' });
  });

  const token = (text: string) => ({ text, logprob: -0.1, top: [] });

  it('takes its token probabilities along', () => {
    const tokens = ['<think>', 'A?', '</think>', '\n\n', 'bill', 'ing', '<end>'].map(token);
    const whole = completion('<think>A?</think>\n\nbilling', { tokens });
    expect(withoutReasoning(whole).tokens?.map(({ text }) => text)).toEqual(['bill', 'ing']);
    const apart = completion('billing', { tokens, reasoning: 'A?' });
    expect(withoutReasoning(apart).tokens?.map(({ text }) => text)).toEqual(['bill', 'ing']);
  });

  it('leaves no probabilities where the answer is not among the tokens, or there is no answer', () => {
    const tokens = [token('A?')];
    expect(withoutReasoning(completion('B', { tokens, reasoning: 'A?' })).tokens).toBeNull();
    expect(withoutReasoning(completion('<think>A?', { tokens })).tokens).toBeNull();
  });
});
