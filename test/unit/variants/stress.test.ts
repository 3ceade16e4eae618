/** What slips and cuts leave as it is: the names, values and words that decide what is asked for. */

import { describe, expect, it } from 'vitest';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

async function texts(content: string, id: string): Promise<string[]> {
  const prompt = promptFrom(JSON.stringify({ messages: [{ role: 'user', content }] }));
  const sets = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((seed) =>
      makeVariants(prompt, { counts: { [id]: 24 }, seed, frozen: null, ask: null }),
    ),
  );
  return sets.flatMap(({ variants }) =>
    variants.slice(1).map(({ messages }) => messages[0]?.content ?? ''),
  );
}

describe.each(['typo', 'keyboard', 'synonym'])('class %s never changes', (id) => {
  it.each<[string, string, string]>([
    [
      'tables and columns',
      'The tables orders and customers hold the data. The orders table has the columns product, total and created. Select the total of every customers row, sorted by created.',
      'orders customers product total created',
    ],
    [
      'values of a list, wherever they are mentioned',
      'Sort the mail into one category:\n- billing – about invoices\n- **outage** - the service is down\n- select (wishes for later)\n\nUse billing in doubt. Prefer outage over select. Examine the message.',
      'billing outage select',
    ],
    [
      'values in a sentence',
      'The status is open, closed or pending. Reply with escalate if somebody is angry. Choose low | medium | urgent. Provide the reason.',
      'open closed pending escalate medium urgent',
    ],
    [
      'names of persons and things',
      'Goethe wrote the letter. Summarize the letter that Goethe and Christiane sent to Weimar. Press the Examine button.',
      'Goethe Christiane Weimar Examine',
    ],
    [
      'names of fields',
      'Examine the letter.\n\nLetter: {{letter}}\nSummary of it:',
      'Letter Summary',
    ],
    [
      'code, calls, blanks and settings',
      'Call search(query) and provide the result in [customer name]. Write it to @support with --verbose. Run SELECT price FROM products WHERE stock = 0 as well. Consider the price.',
      'search query customer name support verbose price products stock',
    ],
    [
      'quotations and labels in them',
      'Answer “certain” or “unclear”. Provide the word ‘select’ where «entire» occurs.',
      'certain unclear select entire',
    ],
    [
      'numbers, negations and limits of another language',
      'Schreibt niemals mehr als zwanzig Wörter, mindestens aber zwölf, und nichts ohne Beleg.',
      'niemals zwanzig mindestens nichts',
    ],
    [
      'names in another language',
      'Benutzt die Tabelle kunden und die Spalten umsatz und region. Nennt danach den umsatz jeder region.',
      'kunden umsatz region',
    ],
  ])('%s', async (_, content, names) => {
    for (const text of await texts(content, id))
      for (const name of names.split(' ')) {
        const count = (whole: string) => whole.split(new RegExp(`\\b${name}\\b`)).length;
        expect(count(text), text).toBe(count(content));
      }
  });
});

describe('a slip', () => {
  it('does not make another word of the prompt', async () => {
    for (const text of await texts('Put the plain text after the pain scale, or aftre it.', 'typo'))
      expect(text.match(/\bpain\b/g)?.length ?? 0).toBeLessThan(2);
  });
});

describe('a sentence that breaks off', () => {
  it.each([
    ['after a negation', 'Your job is not only to read the whole log.', /\bnot\b(?! only to)/],
    ['before what it announces', 'For each of the issues, provide:\n\n- its name\n- its date', /./],
    [
      'inside emphasis',
      'Answer **in one of the short sentences** you know by heart.',
      /^[^*]*\*\*[^*]*$/,
    ],
    ['inside brackets', 'Name the city (and the country it is in) of the person.', /\((?!.*\))/],
  ])('does not do so %s', async (_, content, never) => {
    for (const text of await texts(content, 'truncation')) expect(text).not.toMatch(never);
  });
});
