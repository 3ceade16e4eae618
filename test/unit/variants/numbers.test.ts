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
    ['Write two or three sentences. {{x}}', 'Write 2 or 3 sentences. {{x}}'],
  ])('in %j and %j', (original, wording) => {
    expect(check(original, wording).invariants).toEqual([]);
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
