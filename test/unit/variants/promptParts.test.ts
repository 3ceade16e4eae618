import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { renderMessages } from '../../../src/core/prompt/template.js';
import { partsOf, withoutPart } from '../../../src/core/variants/promptParts.js';
import { fixtureNames, fixtureText, parseFixture } from '../../support/promptFixtures.js';

const TEXT = `messages:
  - role: system
    content: >-
      You sort tickets. Read each one
      to its end.
  - role: user
    content: |-
      Rules:
      - Be brief.
      - Never guess.

      Ticket: {{ticket}}
      Answer with one word. Use {{language}}.
`;
const { prompt } = parsePrompt('a.prompt.yml', TEXT);
const parts = partsOf(prompt!, TEXT);
const without = (text: string) =>
  withoutPart(
    prompt!,
    parts.find((part) => part.text === text)!,
  ).messages.map(({ content }) => content);

describe('the parts of a prompt', () => {
  it('are its sentences and list items, but for what carries a variable', () => {
    expect(parts.map(({ text }) => text)).toEqual([
      'You sort tickets.',
      'Read each one to its end.',
      '- Be brief.',
      '- Never guess.',
      'Answer with one word.',
    ]);
  });

  it('stand at their place in the file, also where its lines break elsewhere', () => {
    expect(parts.map(({ range }) => range && TEXT.slice(range.start, range.end))).toEqual([
      'You sort tickets.',
      'Read each one\n      to its end.',
      '- Be brief.',
      '- Never guess.',
      'Answer with one word.',
    ]);
    expect(parts.map(({ range }) => range?.line)).toEqual([4, 4, 9, 10, 13]);
  });

  it('are left out with the space or the line they took', () => {
    expect(without('You sort tickets.')[0]).toBe('Read each one to its end.');
    expect(without('Read each one to its end.')[0]).toBe('You sort tickets.');
    expect(without('- Be brief.')[1]).toBe(
      'Rules:\n- Never guess.\n\nTicket: {{ticket}}\nAnswer with one word. Use {{language}}.',
    );
  });

  it('take an empty message with them', () => {
    const text =
      'messages:\n  - { role: system, content: Be kind. }\n  - { role: user, content: "{{x}}" }\n';
    const read = parsePrompt('a.prompt.yml', text).prompt!;
    const [only] = partsOf(read, text);
    expect(withoutPart(read, only!).messages).toEqual([{ role: 'user', content: '{{x}}' }]);
  });

  it.each(fixtureNames())(
    '%s: left out one by one, the variables stay and the template renders',
    (name) => {
      const { prompt: read } = parseFixture(name);
      if (!read) return;
      for (const part of partsOf(read, fixtureText(name))) {
        const { messages } = withoutPart(read, part);
        expect(messages).not.toEqual(read.messages);
        const inputs = Object.fromEntries(read.variables.map(({ name: key }) => [key, '[]']));
        expect(() => renderMessages({ ...read, messages }, inputs)).not.toThrow();
        const { range } = part;
        if (range) {
          const words = (text: string) => text.replace(/\s+/g, ' ').trim();
          expect(words(fixtureText(name).slice(range.start, range.end))).toBe(words(part.text));
        }
      }
    },
  );
});
