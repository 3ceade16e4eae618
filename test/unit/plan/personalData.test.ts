import { describe, expect, it } from 'vitest';
import { personalDataIn, personalDataInAnswers } from '../../../src/core/plan/personalData.js';

const casesOf = (...texts: string[]) =>
  texts.map((text, index) => ({
    id: String(index + 1),
    inputs: { text },
    expected: null,
    range: null,
  }));

describe('personal data', () => {
  it.each([
    ['write to ada.lovelace@example.org please', 'e-mail addresses'],
    ['call +49 170 123 45 67 today', 'phone numbers'],
    ['my account is DE89 3704 0044 0532 0130 00', 'bank accounts'],
  ])('"%s" is told as %s', (text, what) => {
    expect(personalDataIn(casesOf('nothing here', text)).join('\n')).toContain(
      `The run would send what looks like ${what}: case 2.`,
    );
  });

  it.each(['It costs 12.50 since 2024', 'version 1.2.3', '3 of 4 apples', 'a@b'])(
    '"%s" is none',
    (text) => expect(personalDataIn(casesOf(text))).toEqual([]),
  );

  it('names a few cases and counts the rest', () => {
    const texts = Array.from({ length: 8 }, (_, index) => `a${index}@example.org`);
    expect(personalDataIn(casesOf(...texts))[0]).toContain('cases 1, 2, 3, 4, 5 and 3 more.');
  });
});

describe('personal data in answers that are recorded', () => {
  it('is named by kind and case, each case once', () => {
    const texts = ['Write to ada@example.org.'];
    expect(
      personalDataInAnswers([
        { id: '1', texts },
        { id: '1', texts },
        { id: '2', texts: ['no'] },
      ]),
    ).toEqual(['The recording holds what looks like e-mail addresses: answers to case 1.']);
  });
});
