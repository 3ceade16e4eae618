import { describe, expect, it } from 'vitest';
import { groundedness } from '../../../src/core/answers/groundedness.js';

const PASSAGES = [
  { id: 'a', text: 'Returns are free within 30 days of delivery.' },
  { id: 'b', text: 'The shop opens at nine. Delivery costs 1,200 yen.' },
];
const supportIn = (text: string, question = '') => groundedness(text, PASSAGES, question);
const supported = (text: string, question?: string) =>
  supportIn(text, question).map((each) => each.supported);

describe('what an answer rests on', () => {
  it('counts the content words that stand in the passages', () => {
    // returns, free, days, delivery stand there; weekdays, Germany do not: 2 of 4 and 4 of 4.
    expect(supportIn('Returns are free within 30 days.')).toMatchObject([
      { overlap: 1, supported: true },
    ]);
    expect(supportIn('Returns are free on weekdays in Germany.')).toMatchObject([
      { overlap: 0.5, supported: false },
    ]);
  });

  it('finds numbers that stand nowhere, however many words do', () => {
    expect(supported('Returns are free within 60 days of delivery.')).toEqual([false]);
    expect(supported('Delivery costs 1200 yen.')).toEqual([true]);
  });

  it('finds names that stand nowhere, but where German capitalizes every noun', () => {
    expect(supported('Returns of delivery are free within 30 days for Anna.')).toEqual([false]);
    const german = [{ id: '1', text: 'Die Rückgabe ist 30 Tage nach der Lieferung kostenlos.' }];
    const same = 'Die Rückgabe ist nach der Lieferung für 30 Tage ohne Gebühr kostenlos.';
    expect(groundedness(same, german, '')).toMatchObject([{ supported: true }]);
  });

  it('judges each sentence, and each text of JSON', () => {
    expect(supported('Returns are free. Elephants fly south.')).toEqual([true, false]);
    expect(supported('{"opens": "nine", "owner": "Elephants"}')).toEqual([true, false]);
  });

  it('counts words of the question for nothing', () => {
    expect(supportIn('Elephants: yes.', 'Do elephants like returns?')).toMatchObject([
      { overlap: 0 },
    ]);
    expect(supportIn('Elephants.', 'Elephants?')).toMatchObject([
      { overlap: null, supported: true },
    ]);
  });

  it('tells citations that were given from those that were not, and whether they support', () => {
    expect(supportIn('The shop opens at nine [b]. Returns are free [b, z].')).toMatchObject([
      { cites: ['b'], exist: ['b'], citedSupport: true },
      { cites: ['b', 'z'], exist: ['b'], citedSupport: false },
    ]);
    expect(supportIn('The shop opens at nine.')[0]?.citedSupport).toBeNull();
  });

  it('reads words of a script without spaces', () => {
    const given = [{ id: '1', text: '東京は日本の首都です。' }];
    expect(groundedness('日本の首都は東京です。', given, '')).toMatchObject([{ supported: true }]);
    expect(groundedness('中国の首都は北京です。', given, '')).toMatchObject([{ supported: false }]);
  });
});
