import { describe, expect, it } from 'vitest';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

const made = (content: string, counts: Record<string, number>) =>
  makeVariants(promptFrom(JSON.stringify({ messages: [{ role: 'user', content }] })), {
    counts,
    seed: 1,
    frozen: null,
    ask: null,
  });
const added = async (content: string, id: string) =>
  (await made(content, { [id]: 9 })).variants
    .slice(1)
    .map(({ messages }) => messages[0]?.content.replace(content, '').trim());

describe('a class that adds words', () => {
  it.each([
    ['de', 'Fassen Sie den Brief in einem Satz zusammen.', ['Danke im Voraus!', 'Vielen Dank!']],
    ['fr', 'Résumez la lettre en une phrase.', ['Merci d’avance !', 'Merci beaucoup !']],
    ['es', 'Resuma la carta en una frase.', ['¡Gracias de antemano!', '¡Muchas gracias!']],
    ['ja', '手紙を一文で要約してください。', ['ありがとうございます。', 'よろしくお願いします。']],
    ['zh', '请用一句话总结这封信。', ['非常感谢！', '谢谢！']],
  ])('speaks the language of the prompt: %s', async (_, content, thanks) => {
    expect(new Set(await added(content, 'politeness'))).toEqual(new Set(thanks));
    for (const id of ['persona', 'output-format'])
      expect((await added(content, id)).join(' ')).not.toMatch(/\b(?:you|the|task)\b/i);
  });

  it('knows the language of an instruction that ends in a colon', async () => {
    const content = 'Answer with one word: order, cancel or question.';
    expect(await added(content, 'politeness')).toContain('Thank you!');
    expect(await added(content, 'persona')).not.toEqual([]);
  });

  it.each(['Przetłumacz zdanie na angielski.', 'Переведи текст на английский.', '{{text}}'])(
    'adds none to a prompt whose language it does not know: %s',
    async (content) => {
      const counts = { persona: 1, politeness: 1, 'output-format': 1, synonym: 1, distractor: 1 };
      const { variants, shortfalls } = await made(content, counts);
      expect(variants).toHaveLength(1);
      expect(new Set(shortfalls.map(({ reason }) => reason))).toEqual(
        new Set(['no rules for this language (not recognized)']),
      );
    },
  );

  it('says that it has no rules for a language', async () => {
    const { shortfalls } = await made('Fassen Sie den Brief zusammen.', { order: 1, synonym: 1 });
    expect(shortfalls.map(({ reason }) => reason)).toEqual([
      'no rules for this language (German)',
      'no rules for this language (German)',
    ]);
  });
});

describe('a line that is added at the end', () => {
  it.each([
    [
      'Translate the text. Be brief.\n\nText: {{text}}\nTranslation:',
      'Be brief.\nThank you!\n\nText',
    ],
    ['Follow the rules:\n\n- Be brief.\n- Never guess.', '- Never guess.\n\nThank you!'],
    ['Is {{city}} a capital? Answer yes or no.', 'yes or no. Thank you!'],
  ])('is part of the instructions: %s', async (content, expected) => {
    const { variants } = await made(content, { politeness: 4 });
    const texts = variants.map(({ messages }) => messages[0]?.content);
    expect(texts.some((text) => text?.includes(expected))).toBe(true);
  });

  it('is not made where it would be part of the input', async () => {
    const { variants } = await made('Translate this into French: {{text}}', { politeness: 9 });
    for (const { messages } of variants) expect(messages[0]?.content).toMatch(/\{\{text\}\}$/);
  });
});

describe('a synonym', () => {
  it.each([
    ['Select the best answer.', 'Choose the best answer.'],
    ['Write a select statement. Provide the reason.', 'Write a select statement. Give the reason.'],
    ['Make sure the answer is short.', 'Ensure the answer is short.'],
    [
      'The verbs are select, provide and examine. Examine the verbs.',
      'The verbs are select, provide and examine. Look at the verbs.',
    ],
  ])('is used where the surroundings show what the word is: %s', async (content, expected) => {
    const { variants } = await made(content, { synonym: 1 });
    expect(variants[1]?.messages[0]?.content).toBe(expected);
  });

  it.each([
    'Return one SELECT statement.',
    'Use the Select button of the page.',
    'Set mode to one of select, provide or examine.',
    'An entire day is the limit. Be kind of heart.',
    'Say what it is. In addition to that, stop.',
    'Press `x` select the row.',
  ])('is not used elsewhere: %s', async (content) => {
    expect((await made(content, { synonym: 9 })).variants).toHaveLength(1);
  });
});
