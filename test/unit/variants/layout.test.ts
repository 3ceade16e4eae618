import { describe, expect, it } from 'vitest';
import { fieldsOf, proseOf } from '../../../src/core/variants/layout.js';
import { listsOf } from '../../../src/core/variants/lists.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

const fields = (text: string) => fieldsOf(text, []).map(({ name }) => name);
const sentences = (text: string) =>
  proseOf(text).map((spans) => spans.map(({ start, end }) => text.slice(start, end)));

/** The order variants of a prompt with this one message. */
const reordered = async (content: string) => {
  const prompt = promptFrom(`messages:\n  - role: user\n    content: ${JSON.stringify(content)}\n`);
  const { variants } = await makeVariants(prompt, {
    counts: { order: 2 },
    seed: 1,
    frozen: null,
    ask: null,
  });
  return variants.slice(1).map(({ messages }) => messages[0]?.content);
};

describe('fields', () => {
  it('are short names with a colon', () => {
    expect(fields('Task: sort\nYour ticket: {{t}}\nLabel:')).toEqual([
      'Task',
      'Your ticket',
      'Label',
    ]);
  });

  it('are no sentences that announce something', () => {
    expect(
      fields('Consider these spam indicators:\n- one\n- two\nNote that this matters: a lot'),
    ).toEqual([]);
    expect(fields('See https://a.b and {{x}}: y\n```\nkey: value\n```')).toEqual([]);
  });
});

describe('sentences', () => {
  it('do not end at abbreviations, numbers of steps or inside quotes', () => {
    expect(sentences('Use names, e.g. Ann. Say "Yes. No." first. 1. Read it. Done.')).toEqual([
      ['Use names, e.g. Ann.', 'Say "Yes. No." first.', '1. Read it.', 'Done.'],
    ]);
  });

  it('are no lists and no fields', () => {
    expect(sentences('Task: x. y.\n- one. two.\n- three.\n\nRead it. Answer.')).toEqual([
      ['Read it.', 'Answer.'],
    ]);
  });
});

describe('lists', () => {
  it('are items with the same indentation, of the same kind', () => {
    expect(
      listsOf('- a\n- b\n\n1. c\n2. d\n  - e\n').map((list) => list.map(({ marker }) => marker)),
    ).toEqual([['-', '-'], ['1.', '2.'], ['-']]);
  });
});

describe('the items of a list', () => {
  const items = (text: string) =>
    listsOf(text).map((list) => list.map(({ start, end }) => text.slice(start, end)));

  it('are whole blocks: indented lines, nested items and code', () => {
    expect(
      items('- a\n  more\n\n  still\n  - nested\n- b\n  ```\n  - code\n  ```\nEnd.')[0],
    ).toEqual(['- a\n  more\n\n  still\n  - nested', '- b\n  ```\n  - code\n  ```']);
  });

  it('keep their numbers where other text stands between them', () => {
    const text = '1. a\n2. b\n\nA word on b.\n\n3. c\n\n1. other';
    expect(listsOf(text).map((list) => list.map(({ index }) => index))).toEqual([[0, 1, 2]]);
  });
});

describe('another order', () => {
  it('is made of sentences that lean on nothing', async () => {
    expect(await reordered('You sort mail. Be brief. Be kind. Use one word.')).toHaveLength(2);
  });

  it.each([
    ['numbered steps', '1. Read the mail.\n2. Find the date.\n3. Answer.'],
    ['actions that may use each other’s results', 'You sort mail. Read the mail. Find the date.'],
    ['conditions', 'You sort mail. Be brief. If it is spam, say so. Otherwise be kind.'],
    ['what another step made', 'You sort mail. Be brief. Never return the sorted mail.'],
    ['bullets that are steps', 'Follow these steps:\n- Be brief.\n- Never guess.'],
    ['steps in running text', 'Do this. 1. Read the mail. 2. Find the date. 3. Answer it.'],
    ['sentences that refer to each other', 'Read the mail. Then find the date. Finally answer it.'],
    [
      'items that open a bracket another closes',
      '- [List what you found.\n- Say where you found it.]',
    ],
  ])('is not made of %s', async (_, content) => {
    expect(await reordered(content)).toEqual([]);
  });
});
