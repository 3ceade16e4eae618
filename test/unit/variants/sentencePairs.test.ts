import { describe, expect, it } from 'vitest';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { sentencePairs } from '../../../src/core/variants/meaning/sentencePairs.js';
import { longPairs } from '../../support/meaningPairs.js';
import { promptFrom } from '../../support/prompts.js';

const checked = (original: string, wording: string) =>
  checkMeaning(
    promptFrom(JSON.stringify({ messages: [{ role: 'user', content: original }] })),
    [{ role: 'user', content: wording }],
    { rewritten: true },
  );

describe('the sentences of two texts', () => {
  it('are paired by what they share, wherever they stand, and copies are left out', () => {
    expect(
      sentencePairs(
        'Read the whole letter. Name its sender. Be brief.',
        'Be brief. The sender must be named. Go through the whole letter.',
      ),
    ).toEqual([
      { before: 'Read the whole letter.', after: 'Go through the whole letter.' },
      { before: 'Name its sender.', after: 'The sender must be named.' },
    ]);
  });

  it('may be split or joined, dropped or added', () => {
    expect(
      sentencePairs(
        'Name the sender and the town of the letter. Translate quotations.',
        'Name the sender of the letter. Name the town too. Count lines.',
      ),
    ).toEqual([
      {
        before: 'Name the sender and the town of the letter.',
        after: 'Name the sender of the letter.\nName the town too.',
      },
      { before: 'Translate quotations.', after: '' },
      { before: '', after: 'Count lines.' },
    ]);
  });
});

describe('the risk of one changed word', () => {
  const SHORT = 'Answer the oldest mail first.';
  const REST = longPairs()[0]?.prompt.messages[0]?.content ?? '';
  const reversed = (text: string) => text.replace('oldest mail first', 'oldest mail last');

  it('is about as high in a long prompt as in a sentence', () => {
    const short = checked(SHORT, reversed(SHORT)).risk ?? 0;
    const long = checked(`${SHORT} ${REST}`, reversed(`${SHORT} ${REST}`)).risk ?? 0;
    expect(Math.abs(long - short)).toBeLessThan(0.15);
  });

  it('is higher than that of a sentence in other words', () => {
    const text = `${SHORT} ${REST}`;
    const same = text.replace(SHORT, 'The oldest mail is the first to be answered.');
    expect(checked(text, reversed(text)).risk).toBeGreaterThan(checked(text, same).risk ?? 1);
  });

  it('is high for a sentence that is dropped from a copy, and the sentence is told', () => {
    const text = `${REST}\nNever share the address of a customer.`;
    const gate = checked(text, REST);
    expect(gate.risk).toBeGreaterThan(0.15);
    expect(gate.flags.map(({ text: told }) => told)).toContain(
      'it has no sentence for “Never share the address of a customer.”',
    );
  });
});

describe('a flag', () => {
  it.each([
    [
      'Take the first of the names.',
      'Take the last of the names.',
      'it says “last” and no longer “first”',
    ],
    [
      'Give the initial letter.',
      'Give the final letter.',
      'it says “final” and no longer “initial”',
    ],
    ['Print exactly one line.', 'Print one line.', 'it no longer says “exactly”'],
    ['Print one line.', 'Print one line alone.', 'it also says “alone”'],
    ['Write jargon.', 'Never write jargon.', 'negations: 1 (“never”) instead of none'],
  ])('names words that are in the texts: %s → %s', (before, after, flag) => {
    expect(checked(before, after).flags.map(({ text }) => text)).toContain(flag);
  });

  it('quotes only what one of the texts has', () => {
    for (const { prompt, wording } of longPairs()) {
      const texts = [prompt.messages[0]?.content, wording[0]?.content].join('\n').toLowerCase();
      for (const { text } of checkMeaning(prompt, wording, { rewritten: true }).flags)
        for (const [, quoted = ''] of text.matchAll(/“([^”]*?)…?”/g))
          expect(texts.replace(/\s+/g, ' '), text).toContain(
            quoted.toLowerCase().replace(/\s+/g, ' '),
          );
    }
  });
});
