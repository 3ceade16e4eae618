import { describe, expect, it } from 'vitest';
import { checkWording } from '../../../src/core/variants/meaning/meaningCheck.js';
import { promptFrom } from '../../support/prompts.js';

const check = async (original: string, wording: string) =>
  (
    await checkWording(
      promptFrom(JSON.stringify({ messages: [{ role: 'user', content: original }] })),
      [{ role: 'user', content: wording }],
      { ask: null, embed: null, others: [], repeated: 'flag' },
    )
  ).gate;

const LONG =
  'Write a reply to the customer who is angry about a late parcel. Offer a refund, name the date of the next delivery, and close with thanks for the patience they have shown so far. {{mail}}';

describe('a copy with one other word', () => {
  it.each([
    [LONG, LONG.replace('angry', 'happy'), '“angry” became “happy”'],
    ['Sum it up in short sentences. {{x}}', 'Sum it up in short paragraphs. {{x}}', '“sentences”'],
    ['Plan the next 3 weeks of {{x}}.', 'Plan the next 3 months of {{x}}.', '“weeks” became'],
    ['Return a Markdown table of {{x}}.', 'Return a CSV table of {{x}}.', '“Markdown” became'],
    ['結果を3文以内でまとめてください。{{x}}', '結果を3文以上でまとめてください。{{x}}', '“上”'],
  ])('is flagged as such: %j', async (original, wording, change) => {
    const { flags, risk } = await check(original, wording);
    expect(flags.map(({ text }) => text).join()).toContain(change);
    expect(flags.map(({ code }) => code)).toContain('exchanged');
    expect(flags.map(({ code }) => code)).not.toContain('repeats');
    expect(risk).toBeGreaterThan(0.3);
  });

  it('is not one with another ending, or with words moved or added', async () => {
    for (const wording of [
      'Sum up it in short sentences. {{x}}',
      'Sum it up in shorter sentences. {{x}}',
    ])
      expect(
        (await check('Sum it up in short sentences. {{x}}', wording)).flags,
      ).not.toContainEqual(expect.objectContaining({ code: 'exchanged' }));
  });
});

describe('an exchanged value or key', () => {
  it.each([
    [
      'Ordne die Mail in eine der Kategorien Technik, Vertrag oder Sonstiges ein. {{x}}',
      'Ordne die Mail in eine der Kategorien Technik, Vertrag oder Anderes ein. {{x}}',
      'the value "Sonstiges" is missing',
    ],
    [
      'Choose one of these labels:\n- billing\n- shipping\n- other\n\n{{x}}',
      'Choose one of these labels:\n- billing\n- shipping\n- rest\n\n{{x}}',
      'the value "other" is missing',
    ],
    [
      'Return the keys name and unit_price as JSON. {{x}}',
      'Return the keys name and price as JSON. {{x}}',
      'the key "unit_price" is missing',
    ],
  ])('is certainly not the same: %j', async (original, wording, reason) => {
    const { invariants, risk } = await check(original, wording);
    expect(invariants.join()).toContain(reason);
    expect(risk).toBe(1);
  });
});

it.each([
  [
    '長い文は3文以内でまとめてください。{{x}}',
    'まとめは短い文で3文以上にしてください。{{x}}',
    'reversed',
  ],
  ['専門用語は使わないでください。{{x}}', '専門用語を使ってください。{{x}}', 'negation'],
  ['请不要使用专业术语。{{x}}', '请使用专业术语。{{x}}', 'negation'],
  ['请用不超过三句话总结。{{x}}', '请用至少三句话总结。{{x}}', 'reversed'],
])('limits and negations of Japanese and Chinese are read: %j', async (original, wording, code) => {
  expect((await check(original, wording)).flags.map((flag) => flag.code)).toContain(code);
});

it('“must” is not a negation in Japanese', async () => {
  const { flags } = await check('短く答えなければなりません。{{x}}', '短く答えてください。{{x}}');
  expect(flags.map(({ code }) => code)).not.toContain('negation');
});
