import { describe, expect, it } from 'vitest';
import { NOTHING_AROUND } from '../../../src/core/ports/surroundings.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';

const read = (file: string, text: string) =>
  parsePrompt(
    'a.prompt.yml',
    `messages: [{ role: user, content: "{{q}}" }]\nsensitivity: { cases: ${file} }\n`,
    { ...NOTHING_AROUND, file: (path) => (path === file ? text : null) },
  );
const ID = '12345678901234567891';

describe('rows of cases', () => {
  it.each([
    ['u.json', `[{"q":${ID},"expected":{"id":${ID},"n":1.0}}]`],
    ['u.jsonl', `{"q":${ID},"expected":{"id":${ID},"n":1.0}}\n`],
    ['u.yml', `- { q: ${ID}, expected: { id: ${ID}, n: 1.0 } }\n`],
  ])('keep the digits of numbers in %s', (file, text) => {
    const { prompt } = read(file, text);
    expect(prompt?.cases).toMatchObject([{ inputs: { q: ID }, expected: `{"id":${ID},"n":1}` }]);
  });

  it('name a column that is nearly one that says what is right, once, at its place', () => {
    const { problems } = read('u.csv', 'q,Expected\na,b\nc,d\n');
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringMatching(
          /u\.csv, line 1: `Expected` is read as an input.*Write `expected` for the correct answer\.$/,
        ) as string,
      }),
    ]);
    expect(read('u.csv', 'q,Expected,expected\na,b,c\n').problems).toEqual([]);
  });
});
