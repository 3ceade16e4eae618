import { describe, expect, it } from 'vitest';
import {
  readParaphrase,
  rewritableIn,
} from '../../../src/core/variants/classes/paraphraseReply.js';
import {
  paraphraseRequest,
  PARAPHRASE_STYLES,
} from '../../../src/core/variants/classes/paraphraseRequest.js';
import { promptFrom } from '../../support/prompts.js';

const promptOf = (...messages: (readonly [string, string])[]) =>
  promptFrom(JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) }));

const ONE = promptOf(['user', 'Sum up {{x}}.']);
const TWO = promptOf(['system', 'You are brief.'], ['user', 'Sum up {{x}}.']);
const read = (prompt: typeof ONE, reply: string) =>
  readParaphrase(prompt, reply)?.map(({ content }) => content) ?? null;

describe('a reply with a paraphrase of one message', () => {
  it.each([
    '<message-1>\nGive the gist of {{x}}.\n</message-1>',
    '<message-1>Give the gist of {{x}}.</message-1>',
    '<message-1>\nGive the gist of {{x}}.',
    '<Message 1>\nGive the gist of {{x}}.\n</Message 1>',
    '```xml\n<message-1>\nGive the gist of {{x}}.\n</message-1>\n```',
    '<think>Shorter?</think>\n<message-1>\nGive the gist of {{x}}.\n</message-1>',
    'Sure!\n\n<message-1>\nGive the gist of {{x}}.\n</message-1>\n\nI kept the placeholder.',
    'Give the gist of {{x}}.',
    'Here is the rephrased prompt:\n\nGive the gist of {{x}}.',
    'Sure! Here’s a paraphrase:\n"Give the gist of {{x}}."',
    '**Message 1:**\nGive the gist of {{x}}.',
    '<user>\nGive the gist of {{x}}.\n</user>',
  ])('is read: %j', (reply) => {
    expect(read(ONE, reply)).toEqual(['Give the gist of {{x}}.']);
  });

  it.each(['', '<message-1></message-1>', '<think>Let me'])('is not read: %j', (reply) => {
    expect(read(ONE, reply)).toBeNull();
  });
});

describe('a reply with a paraphrase of several messages', () => {
  it.each([
    '<message-1>\nBe brief.\n</message-1>\n<message-2>\nGive the gist of {{x}}.\n</message-2>',
    '<message-1>\nBe brief.\n<message-2>\nGive the gist of {{x}}.',
    'System: Be brief.\nUser: Give the gist of {{x}}.',
    '**Message 1:** Be brief.\n\n**Message 2:** Give the gist of {{x}}.',
    '<system>Be brief.</system>\n<user>Give the gist of {{x}}.</user>',
  ])('is read: %j', (reply) => {
    expect(read(TWO, reply)).toEqual(['Be brief.', 'Give the gist of {{x}}.']);
  });

  it('is not read when one of them is missing or none is marked', () => {
    expect(read(TWO, '<message-1>\nBe brief.\n</message-1>')).toBeNull();
    expect(read(TWO, 'Be brief. Give the gist of {{x}}.')).toBeNull();
  });

  it('need not repeat example answers and lone placeholders', () => {
    const prompt = promptOf(
      ['system', 'Be brief.'],
      ['user', 'Sum up a.'],
      ['assistant', 'A.'],
      ['user', '{{x}}'],
    );
    expect(rewritableIn(prompt)).toEqual([0, 1]);
    const reply = '<message-1>\nShort!\n</message-1>\n<message-2>\nThe gist of a.\n</message-2>';
    expect(read(prompt, reply)).toEqual(['Short!', 'The gist of a.', 'A.', '{{x}}']);
  });
});

describe('the request for a paraphrase', () => {
  it('asks for one style, with an example of the form in the template language', () => {
    const [style] = PARAPHRASE_STYLES;
    const { messages } = paraphraseRequest(TWO, style!);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[0]?.content).toContain(style!.instruction);
    expect(messages[2]?.content).toMatch(/^<message-1>\n.*\{\{text\}\}.*\n<\/message-1>$/);
    expect(messages[3]?.content).toContain('<message-2>\nSum up {{x}}.\n</message-2>');
  });
});
