/** Roles, announcements and courtesies are added only where they read well. */

import { describe, expect, it } from 'vitest';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

const fileOf = (...contents: readonly string[]) =>
  JSON.stringify({
    messages: contents.map((content, at) => ({
      role: at === 0 && contents.length > 1 ? 'system' : 'user',
      content,
    })),
  });

async function made(id: string, ...contents: readonly string[]) {
  const prompt = promptFrom(fileOf(...contents));
  const { variants, shortfalls } = await makeVariants(prompt, {
    counts: { [id]: 30 },
    seed: 1,
    frozen: null,
    ask: null,
  });
  const texts = variants.slice(1).map(({ messages }) => messages[0]?.content ?? '');
  return { texts, reason: shortfalls[0]?.reason };
}

/** Sentences put before the text. */
const before = (texts: readonly string[], content: string) =>
  texts.filter((text) => text.endsWith(content) && text !== content);

describe.each(['persona', 'politeness'])('class %s puts nothing before', (id) => {
  it.each([
    ['a role', 'You are an editor, and you shorten texts. Be brief.'],
    ['a role in another form', 'Act as an editor of the newspaper. Be brief.'],
    ['a role in German', 'Du bist ein Übersetzer. Übersetze den Text ins Englische.'],
    ['a role in French', 'Vous êtes un traducteur. Traduisez le texte en anglais.'],
    ['a role in Spanish', 'Eres un traductor. Traduce el texto al inglés.'],
    ['a role in Japanese', 'あなたは翻訳者です。次の文を翻訳してください。'],
    ['a role in Chinese', '你是一名翻译。请翻译下面的句子。'],
    ['a statement in German', 'Der folgende Text ist ein Brief. Fasse ihn zusammen.'],
    ['a question in French', 'Quelle est la capitale de {{pays}} ?'],
  ])('%s', async (_, content) => {
    const { texts } = await made(id, content);
    expect(before(texts, content)).toEqual([]);
  });
});

describe('what the model does', () => {
  it.each(['You sort the mail of a company. Be brief.', 'Your task is to sort mail. Be brief.'])(
    'may follow a role, but no announcement and no courtesy: %s',
    async (content) => {
      const roles = before((await made('persona', content)).texts, content);
      expect(roles).toHaveLength(4);
      for (const text of roles) expect(text).toMatch(/^You are /);
      expect(before((await made('politeness', content)).texts, content)).toEqual([]);
    },
  );
});

describe('a courtesy', () => {
  it.each([
    ['a numbered list', '1. Read the log.\n2. Find the first error.'],
    ['a heading', '# Task\n\nSort the mail by its date.'],
    ['a field', 'Text: {{text}}\nSummarize the text in one line.'],
    ['a statement', 'The following is a review. Sort it by its mood.'],
    ['a tag', '<mail>{{mail}}</mail>\nSummarize the mail in one line.'],
  ])('is not put before %s', async (_, content) => {
    expect(before((await made('politeness', content)).texts, content)).toEqual([]);
  });

  it('does not ask for help before a question', async () => {
    const content = 'Which is the capital of {{country}}?';
    expect(before((await made('politeness', content)).texts, content)).toEqual([
      `Hi there! ${content}`,
    ]);
  });

  it('does not thank for a statement, or twice', async () => {
    const { texts, reason } = await made('politeness', 'You help people of the town.');
    expect(texts).toEqual([]);
    expect(reason).toBe('the prompt has no place where a courtesy would read well');
    const thanked = 'Summarize the letter. Thanks!';
    for (const text of (await made('politeness', thanked)).texts)
      expect(text.match(/thank/gi)).toHaveLength(1);
  });
});

describe('a role', () => {
  it('is not given where another message gives one', async () => {
    const { texts } = await made(
      'persona',
      'Answer in one sentence.',
      'As a lawyer, read {{text}}.',
    );
    expect(texts.join('\n')).not.toMatch(/You are/);
  });

  it('is said in other words wherever it is given', async () => {
    const { texts } = await made('persona', '# Desk\n\nYou are a clerk of the town. Be brief.');
    expect(texts).toContain('# Desk\n\nAct as a clerk of the town. Be brief.');
  });

  it('is not said as a noun where the sentence goes on', async () => {
    const { texts, reason } = await made('persona', 'You are a clerk, and you sort the mail.');
    expect(texts).toEqual([]);
    expect(reason).toContain('it gives a role already');
  });
});
