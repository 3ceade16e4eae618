import { describe, expect, it } from 'vitest';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { promptFrom } from '../../support/prompts.js';

const check = (original: string, wording: string) =>
  checkMeaning(
    promptFrom(JSON.stringify({ messages: [{ role: 'user', content: original }] })),
    [{ role: 'user', content: wording }],
    { rewritten: true },
  );

describe('a number is the same', () => {
  it.each([
    ['Sei un assistente che risponde alle domande. {{x}}', 'Agisci come un assistente. {{x}}'],
    ['Décrivez le produit neuf avec soin. {{x}}', 'Décrivez avec soin le nouveau produit. {{x}}'],
    ['Gib acht auf die Zeichen und den Text. {{x}}', 'Achte auf die Zeichen und den Text. {{x}}'],
    ['Der Vertrag vom 3. Mai 2021 gilt. {{x}}', 'Es gilt der Vertrag vom 03.05.2021. {{x}}'],
    ['It is due on 5 January 2024. {{x}}', 'It is due on 2024-01-05. {{x}}'],
    ['It is due on January 5th, 2024. {{x}}', 'It is due on 5/1/2024. {{x}}'],
    ['Vence el 3 de mayo de 2021. {{x}}', 'Vence el 03/05/2021. {{x}}'],
    ['期限は2024年1月5日です。{{x}}', '期限は2024-01-05です。{{x}}'],
    ['Nenne höchstens 1.000 Wörter. {{x}}', 'Nenne höchstens 1000 Wörter. {{x}}'],
    ['It is due on 3 May. {{x}}', 'It is due on May 3rd. {{x}}'],
    ['C’est pour le 3 mai à 10h30. {{x}}', 'C’est pour le 3 mai, 10 h 30. {{x}}'],
    ['Die Frist endet am 3. Mai. {{x}}', 'Bis 3. Mai läuft die Frist. {{x}}'],
    ['Call at 9:30 p.m. sharp. {{x}}', 'Call at 21:30 sharp. {{x}}'],
    ['Beginn ist um 10.30 Uhr. {{x}}', 'Es beginnt um 10:30 Uhr. {{x}}'],
    ['会議は5月3日の10時です。{{x}}', '会議は5月3日10:00です。{{x}}'],
    ['Answer within 24 hours. {{x}}', 'Answer within 24 h. {{x}}'],
    ['Only 3 may be left out. {{x}}', 'Leave out 3 at most. {{x}}'],
    ['Write two or three sentences. {{x}}', 'Write 2 or 3 sentences. {{x}}'],
  ])('in %j and %j', (original, wording) => {
    expect(check(original, wording).invariants).toEqual([]);
  });

  it.each([
    ['It is due on 3 May. {{x}}', 'It is due on 4 May. {{x}}'],
    ['It is due on 3 May. {{x}}', 'It is due on 3 June. {{x}}'],
    ['C’est pour le 3 mai. {{x}}', 'C’est pour le 13 mai. {{x}}'],
    ['Die Frist endet am 3. Mai. {{x}}', 'Die Frist endet am 3. Juni. {{x}}'],
    ['期限は5月3日です。{{x}}', '期限は5月4日です。{{x}}'],
    ['Call at 10:30. {{x}}', 'Call at 11:30. {{x}}'],
    ['Beginn ist um 10.30 Uhr. {{x}}', 'Beginn ist um 10.45 Uhr. {{x}}'],
    ['Rendez-vous à 10h30. {{x}}', 'Rendez-vous à 11h30. {{x}}'],
    ['Call at 9 a.m. today. {{x}}', 'Call at 9 p.m. today. {{x}}'],
    ['El plazo es el 3 de mayo. {{x}}', 'El plazo es el 3 de marzo. {{x}}'],
  ])('but not in %j and %j', (original, wording) => {
    expect(check(original, wording).invariants.join()).toContain('numbers differ');
  });

  it('only perhaps where a word that counts nothing is gone', () => {
    const { invariants, flags } = check('Compare the two. {{x}}', 'Compare them. {{x}}');
    expect(invariants).toEqual([]);
    expect(flags).toContainEqual({ code: 'number-gone', text: 'the number 2 may be missing' });
  });
});

it.each([
  ['It is due on 5 January 2024. {{x}}', 'It is due on 6 January 2024. {{x}}', '2024-01-05'],
  ['Gilt ab 3. Mai 2021. {{x}}', 'Gilt ab 03.06.2021. {{x}}', '2021-05-03'],
  ['Rispondi in sei frasi. {{x}}', 'Rispondi in sette frasi. {{x}}', '6'],
  ['A story for a child of five. {{x}}', 'A story for a child of ten. {{x}}', '5'],
  ['Rispondi in tre frasi. {{x}}', 'Rispondi in due frasi. {{x}}', '3'],
])('another number is certainly not the same: %j and %j', (original, wording, gone) => {
  expect(check(original, wording).invariants.join()).toContain(`${gone} is missing`);
});
