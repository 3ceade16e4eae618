import { describe, expect, it } from 'vitest';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

const made = async (content: string, counts: Record<string, number>) => {
  const prompt = promptFrom(JSON.stringify({ messages: [{ role: 'user', content }] }));
  const { variants } = await makeVariants(prompt, { counts, seed: 1, frozen: null, ask: null });
  return variants.slice(1).map(({ messages }) => messages);
};

/** The system messages the role variants of a prompt begin with. */
const systems = async (content: string) =>
  (await made(content, { role: 20 })).map(([first]) => first?.content);

const TASK = 'Say whether the tweet is positive or negative.';

describe('the start of a user message in the system message', () => {
  it('never ends between an example and its label', async () => {
    const content = `${TASK}\n\nTweet: I love it.\nLabel: positive.\n\nTweet: I hate it.\nLabel: negative.\n\nTweet: {{tweet}}\nLabel:`;
    const all = content.slice(0, content.indexOf('\n\nTweet: {{'));
    for (const system of await systems(content)) expect([TASK, all]).toContain(system);
    expect((await systems(content)).length).toBeGreaterThan(0);
  });

  it.each([
    `Be kind.\n\nUser: I can't log in.\nAssistant: Reset it.\nUser: Thanks.\n\n{{question}}`,
    `Be kind.\n\nUser: I can't log in.\n\nAssistant: Reset it.\n\nUser: Thanks.\n\n{{question}}`,
    `Be kind.\n\nExample output:\nDear Ann.\nThank you.\n\nWith love.\n\n{{question}}`,
    `Be kind.\n\nI love it. → Positive.\nI hate it. → Negative.\n\n{{question}}`,
    `Be kind.\n\n**Input:** I love it.\n**Output:** Positive.\n\n{{question}}`,
  ])('never ends inside the examples of %j', async (content) => {
    const all = content.slice(0, content.indexOf('\n\n{{'));
    for (const system of await systems(content)) expect(['Be kind.', all]).toContain(system);
  });
});

describe('no synonym', () => {
  const CODE = [
    'function total(list) {',
    '  // Do not change this line.',
    '  return list.length;',
    '}',
  ].join('\n');
  it.each([
    ['code without a fence', CODE],
    ['a comment', '// Do not change this line, and make sure the rest stays.'],
    ['Python', 'def total(rows):\n    """Do not change the rows."""\n    # Select the rows.'],
    ['a dialogue', "User: I can't log in.\nAssistant: You can't do that. Select the other."],
    ['turns in bold', "**Customer:** I can't log in.\n**Agent:** Do not worry."],
    ['few-shot examples', "Tweet: I can't wait.\nMood: good\n\nTweet: I don't care.\nMood: bad"],
    ['inputs with an arrow', "I can't log in → access\nI don't see it → display"],
  ])('rewords %s', async (_, kept) => {
    const content = `Do not guess. Select the right answer, and make sure the reader can't miss it.\n\n${kept}\n\n{{text}}`;
    const variants = await made(content, { synonym: 20 });
    expect(variants.length).toBeGreaterThan(0);
    for (const [message] of variants) expect(message?.content).toContain(kept);
  });

  it('is kept out of prose that looks a little like code', async () => {
    const content =
      'Return the label (one word). Do not guess: if the mail is spam, say so.\n\n{{t}}';
    expect((await made(content, { synonym: 5 })).length).toBeGreaterThan(0);
  });
});
