import { describe, expect, it } from 'vitest';
import { readWordings } from '../../../../src/core/variants/imported/readWordings.js';

const textsIn = (file: string, text: string) =>
  readWordings(file, text).wordings.map((wording) => wording.text);
const problemIn = (file: string, text: string) => readWordings(file, text).problems[0];

describe('wordings are read', () => {
  it.each([
    ['a text file', 'w.txt', 'One\ntwo\n---\nThree\n', ['One\ntwo', 'Three']],
    [
      'Windows line ends and long rules',
      'w.TXT',
      '\uFEFFOne\r\n-----  \r\n\r\n---\r\nTwo',
      ['One', 'Two'],
    ],
    ['a single wording', 'w.txt', 'One -- --- two', ['One -- --- two']],
    ['a YAML list', 'w.yml', '- One\n- |-\n  Two\n  lines\n- 3\n', ['One', 'Two\nlines', '3']],
    [
      'a table',
      'w.csv',
      'id,wording\n1,"One, ""two"""\n2,\n3,Three\n',
      ['One, "two"', '', 'Three'],
    ],
    ['a table of another delimiter', 'w.csv', 'Wording;id\nOne, two;1\n', ['One, two']],
  ])('from %s', (_, file, text, wordings) => {
    expect(textsIn(file, text)).toEqual(wordings);
  });

  it('with their messages from a YAML list of messages', () => {
    const yaml = '- - role: system\n    content: Be brief.\n  - role: user\n    content: Say it.\n';
    expect(readWordings('w.yaml', yaml).wordings).toEqual([
      {
        text: 'Be brief.\n\nSay it.',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Say it.' },
        ],
      },
    ]);
  });

  it.each([
    ['no wordings', 'w.txt', '\n---\n', 1, 1, 'The file has no wordings.'],
    ['an empty list', 'w.yml', '[]', 1, 1, 'The file has no wordings.'],
    ['no list', 'w.yml', 'a: 1\n', 1, 1, 'Expected a list of wordings'],
    ['an item that is not a text', 'w.yml', '- One\n- a: 1\n', 2, 3, 'Expected a text, or a list'],
    ['broken YAML', 'w.yml', '- "One\n', 2, 1, ''],
    ['no column', 'w.csv', 'id,text\n1,One\n', 1, 1, 'Columns: id, text'],
  ])('with an error at its place for %s', (_, file, text, line, column, message) => {
    const problem = problemIn(file, text);
    expect(problem).toMatchObject({ severity: 'error', line });
    expect(problem?.message).toContain(message);
    if (message !== '') expect(problem?.column).toBe(column);
  });

  it('from no other kind of file', () => {
    expect(() => readWordings('w.pdf', '')).toThrow('Cannot import w.pdf. Use .txt');
  });
});
