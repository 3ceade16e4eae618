import { describe, expect, it } from 'vitest';
import { english, type Say } from '../../../src/core/say/say.js';
import { checkWording } from '../../../src/core/variants/meaning/meaningCheck.js';
import { findingSaid } from '../../../src/core/words/findingSaid.js';
import { promptFrom } from '../../support/prompts.js';

const prompt = promptFrom(`model: m
messages:
  - role: user
    content: |-
      Read the ticket below. Choose one of: bug, billing.
      Never guess. Write at most 20 words and quote "as is".
      - See https://example.org/rules
      - Use \`ticket_id\`
      Ticket: {{ticket}}
testData:
  - { ticket: a, expected: bug }
  - { ticket: b, expected: billing }
`);
const [message] = prompt.messages;
const TEXT = message!.content;

/** Marks what is said by a template. */
const marking: Say = (template, params) => `⟦${english(template, params)}⟧`;

const findingsIn = async (content: string) => {
  const { gate } = await checkWording(prompt, [{ role: 'user', content }], {
    ...{ ask: null, embed: null, others: [[{ role: 'user' as const, content: TEXT }]] },
    repeated: 'flag',
  });
  return [...gate.invariants, ...gate.flags.map(({ text }) => text)];
};

describe('what a meaning check found', () => {
  it.each([
    ['the same', TEXT],
    ['another number', TEXT.replace('20', '30')],
    ['no label', TEXT.replace('bug, billing', 'the usual ones')],
    ['labels turned round', TEXT.replace('bug, billing', 'billing, bug')],
    ['no placeholder', TEXT.replace('{{ticket}}', 'none')],
    ['another placeholder', `${TEXT}\n{{tone}} [NAME]`],
    ['no address', TEXT.replace('https://example.org/rules', 'the rules')],
    ['no code', TEXT.replace('`ticket_id`', 'the id').replace('"as is"', 'literally')],
    ['another negation', TEXT.replace('Never guess', 'Guess')],
    ['an opposite', TEXT.replace('at most', 'at least')],
    ['questions', `${TEXT}\nIs it a bug? Why? Who wrote it? Answer yes or no: ____`],
    ['much longer', `${TEXT}\n${'Think of the reader, and be kind to all people. '.repeat(20)}`],
    ['much shorter', 'bug, billing: {{ticket}}'],
    ['something else', 'Write a poem about the sea in JSON: {"title": "…"} for {{ticket}}.'],
    ['one word', TEXT.replace('Choose', 'Avoid')],
  ])('is said by a template: %s', async (_, content) => {
    const found = await findingsIn(content);
    expect(found.length).toBeGreaterThan(0);
    for (const text of found) {
      expect(findingSaid(text, english)).toBe(text);
      expect(findingSaid(text, marking)).toMatch(/^⟦.*⟧$/s);
    }
  });

  it('says each of several, and leaves what it does not know', () => {
    expect(
      findingSaid('numbers differ: 20 is missing, 30 was added; its JSON differs', marking),
    ).toBe('⟦numbers differ: ⟦20 is missing⟧, ⟦30 was added⟧⟧; ⟦its JSON differs⟧');
    expect(findingSaid('negations: none instead of 1 (“not”)', marking)).toBe(
      '⟦negations: ⟦none⟧ instead of 1 (“not”)⟧',
    );
    expect(findingSaid('rejected in review', marking)).toBe('rejected in review');
    expect(findingSaid('it also requires: no greeting; only JSON', marking)).toBe(
      '⟦it also requires: no greeting; only JSON⟧',
    );
    expect(findingSaid('only '.repeat(900), marking)).toContain('only');
  });
});
