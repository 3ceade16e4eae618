import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt, rewordPrompt } from '../../../src/core/prompt/formats/formats.js';
import type { Message } from '../../../src/core/ports/model.js';
import { examplePrompts } from '../../support/examplePrompts.js';

const PATH = 'a.prompt.yml';

function reworded(text: string, change: (content: string) => string): string {
  const { prompt } = parsePrompt(PATH, text);
  const messages = prompt!.messages.map(({ role, content }) => ({
    role,
    content: change(content),
  }));
  return applyEdit(text, rewordPrompt({ path: PATH, text }, messages));
}

describe('putting a wording into a file', () => {
  it('keeps comments, key order, quotes and everything after', () => {
    const text = `# mine\nname: A # here\nmessages:\n  - role: system   # who\n    content: 'Be brief.'\n  - content: Ask {{x}}\n    role: user\ntestData:\n  - { x: "1" } # row\n`;
    expect(reworded(text, (content) => content.replace('brief', 'short'))).toBe(
      text.replace('brief', 'short'),
    );
  });

  it('keeps literal and folded blocks, their indentation and CRLF', () => {
    const text = `messages:\r\n- role: user\r\n  content: |-\r\n      One line.\r\n      Two {{x}}.\r\n- role: assistant\r\n  content: >\r\n    Folded text\r\n    over lines.\r\nname: A\r\n`;
    const after = reworded(text, (content) => content.replace('Two', 'Second'));
    expect(after).toBe(text.replace('Two', 'Second'));
    expect(after.replace(/\r\n/g, '')).not.toContain('\n');
  });

  it('keeps a byte order mark', () => {
    const text = '\ufeffmessages:\n  - role: user\n    content: Say hello.\n';
    expect(reworded(text, () => 'Greet me.')).toBe(
      '\ufeffmessages:\n  - role: user\n    content: Greet me.\n',
    );
  });

  it('quotes what plain text cannot hold', () => {
    const text = 'messages:\n  - role: user\n    content: Say hello.\nname: A\n';
    const after = reworded(text, () => 'Note: say "hello" # now');
    expect(parsePrompt(PATH, after).prompt?.messages[0]?.content).toBe('Note: say "hello" # now');
    expect(after.endsWith('name: A\n')).toBe(true);
  });

  it('refuses a wording with other messages than the file', () => {
    const text = 'messages:\n  - role: user\n    content: Say hello.\n';
    const two: Message[] = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Say hello.' },
    ];
    expect(() => rewordPrompt({ path: PATH, text }, two)).toThrow(
      'different messages than the file',
    );
  });

  it('reads back as exactly the wording, or is refused, whatever the text', () => {
    const examples = examplePrompts()
      .filter(
        ({ path, prompt }) => path.endsWith('.yml') && typeof prompt.settings.cases !== 'string',
      )
      .map(({ text }) => text);
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.string(), (text, addition) => {
        let after: string;
        try {
          after = reworded(text, (content) => `${content}${addition}`);
        } catch (error) {
          expect(String(error)).toContain('cannot be written');
          return;
        }
        const before = parsePrompt(PATH, text).prompt!;
        const { prompt } = parsePrompt(PATH, after);
        expect(prompt?.messages.map(({ content }) => content)).toEqual(
          before.messages.map(({ content }) => `${content}${addition}`),
        );
        expect(prompt?.cases.map(({ inputs }) => inputs)).toEqual(
          before.cases.map(({ inputs }) => inputs),
        );
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
