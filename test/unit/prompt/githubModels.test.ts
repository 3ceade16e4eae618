import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';

describe('bad prompt files', () => {
  const problems = (text: string) => parsePrompt('a.prompt.yml', text).problems;

  it('says where the YAML breaks', () => {
    expect(problems('name: x\nmessages:\n  - role: "user\n')).toMatchObject([
      { severity: 'error', line: 4 },
    ]);
  });

  it('says that an empty file is empty', () => {
    expect(problems('')[0]?.message).toContain('The file is empty');
    expect(problems('# only a comment\n')[0]?.message).toContain('The file is empty');
  });

  it('points at a wrong role', () => {
    expect(problems('messages:\n  - role: bot\n    content: x\n')[0]).toMatchObject({
      message: '`messages.0.role`: expected system, user or assistant',
      line: 2,
    });
  });

  it('asks whether a misspelt key is meant as another', () => {
    const told = (text: string) =>
      parsePrompt('a.prompt.yml', text).problems.map(
        ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
      );
    const messages = '\n  - { role: user, content: Hi }\n';
    expect(told(`name: A\nmesages:${messages}`)).toEqual([
      'error 1:1 `messages`: expected a list of messages, each with `role` and `content`',
      'warning 2:1 `mesages` is not a key of this format. It is kept, but has no effect. Did you mean `messages`?',
    ]);
    expect(told(`messages:${messages}sensitivity:\n  gate: {}\n`)).toEqual([
      'warning 4:3 `sensitivity.gate` is not a known setting and has no effect. Did you mean `gates`?',
    ]);
    expect(
      parsePrompt('a.prompty', '---\nsensitivty: {}\n---\nuser:\nHi\n').problems,
    ).toMatchObject([
      {
        severity: 'warning',
        line: 2,
        message: expect.stringContaining('Did you mean `sensitivity`?'),
      },
    ]);
  });

  it('refuses a file no model could read', () => {
    const huge = `messages:\n  - role: user\n    content: "${'x'.repeat(5_000_000)}"\n`;
    expect(problems(huge)[0]?.message).toContain('5.0 million characters');
  });

  it('ends with an error where anchors would multiply', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
      .concat(
        'bcdefg'
          .split('')
          .map(
            (name, index) =>
              `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]`,
          ),
      )
      .join('\n');
    expect(problems(`${bomb}\nmessages: []`)[0]?.message).toContain('Invalid YAML');
  });

  it('keeps offsets true to the file behind a byte-order mark', () => {
    const { prompt } = parsePrompt(
      'a.prompt.yml',
      '\uFEFFmessages:\n  - role: user\n    content: hello\n',
    );
    const range = prompt?.messages[0]?.range;
    expect(
      '\uFEFFmessages:\n  - role: user\n    content: hello\n'.slice(range?.start, range?.end),
    ).toBe('hello');
  });

  it('names the formats it reads for any other file', () => {
    expect(() => parsePrompt('a.csv', 'hello')).toThrow('not in a supported prompt format');
  });
});
