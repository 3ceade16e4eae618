import { describe, expect, it } from 'vitest';
import { NOTHING_AROUND, type Surroundings } from '../../../src/core/ports/surroundings.js';
import { addCases } from '../../../src/core/prompt/cases/addCases.js';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import {
  besideFixtures,
  fixtureNames,
  fixtureText,
  parseFixture,
} from '../../support/promptFixtures.js';
import { examplePrompts } from '../../support/examplePrompts.js';

const withFiles = (files: Readonly<Record<string, string>>): Surroundings => ({
  ...NOTHING_AROUND,
  file: (path) => files[path] ?? null,
});

/** The text of the file that changed, and its path. */
function added(
  path: string,
  text: string,
  { inputs, files = {} }: { inputs: Record<string, string>[]; files?: Record<string, string> },
) {
  const found = addCases({ path, text }, inputs, withFiles(files));
  const before = found.path === path ? text : (files[found.path] ?? '');
  return { path: found.path, before, after: applyEdit(before, found.edit) };
}

describe('further cases', () => {
  it('stand like those before them, with comments, quotes and what follows kept', () => {
    const text =
      "name: A # mine\nmessages:\n  - role: user\n    content: 'Sort {{ticket}}'\ntestData:\n  # first\n  - ticket: It's broken # really\n    expected: bug\n  - { ticket: \"1\" } # row\n\n# the end\nmodel: x\n";
    const { after } = added('a.prompt.yml', text, { inputs: [{ ticket: '007' }] });
    expect(after).toBe(text.replace('# row\n', '# row\n  - ticket: "007"\n'));
  });

  it('keep CRLF, an end without a line break, and flow lists', () => {
    const crlf = 'messages:\r\n- role: user\r\n  content: A {{x}}\r\ntestData:\r\n- x: one';
    expect(added('a.prompt.yml', crlf, { inputs: [{ x: 'two' }] }).after).toBe(
      `${crlf}\r\n- x: two`,
    );
    const flow = 'messages: [{ role: user, content: "A {{x}}" }]\ntestData: [{ x: one }]\n';
    expect(added('a.prompt.yml', flow, { inputs: [{ x: 'b' }, { x: 'c' }] }).after).toBe(
      flow.replace('{ x: one }', '{ x: one }, {"x":"b"}, {"x":"c"}'),
    );
  });

  it('begin the list where there is none, in the file or beside it', () => {
    const yaml = 'messages:\n  - role: user\n    content: A {{x}}\n';
    expect(added('a.prompt.yml', yaml, { inputs: [{ x: 'one\ntwo' }] }).after).toBe(
      `${yaml}testData:\n  - x: |-\n      one\n      two\n`,
    );
    const plain = added('a.prompt.md', 'Ask ${input:x}.', { inputs: [{ x: 'one' }] });
    expect(plain).toMatchObject({
      path: 'a.prompt.md.sensitivity.yml',
      after: 'cases:\n  - x: one\n',
    });
  });

  it.each([
    ['rows.csv', 'x,expected\na,b\n', '"c, d",\n', 'c, d'],
    ['rows.jsonl', '{"x":"a"}\n', '{"x":"c"}\n', 'c'],
    ['rows.json', '[\n  {"x": "a"}\n]\n', null, 'c'],
    ['rows.yml', '- x: a\n', '- x: c\n', 'c'],
  ])('go into the file of cases: %s', (name, rows, line, value) => {
    const text = `---\nsensitivity:\n  cases: ${name}\n---\nuser:\nSay {{x}}.`;
    const { path, after } = added('p/a.prompty', text, {
      inputs: [{ x: value }],
      files: { [`p/${name}`]: rows },
    });
    expect(path).toBe(`p/${name}`);
    if (line === null) expect(JSON.parse(after)).toEqual([{ x: 'a' }, { x: value }]);
    else expect(after).toBe(rows + line);
  });

  it('that a file has no column for are refused, with what to add by hand', () => {
    const text = '---\nsensitivity:\n  cases: rows.csv\n---\nuser:\nSay {{x}} to {{y}}.';
    expect(() =>
      added('a.prompty', text, { inputs: [{ x: 'a', y: 'b' }], files: { 'rows.csv': 'x\n1\n' } }),
    ).toThrow('by hand:\n- x: a');
  });

  const readable = fixtureNames().filter((name) => {
    const { prompt } = parseFixture(name);
    return prompt !== null && prompt.variables.length > 0;
  });

  it.each(readable)('leave every other byte of %s', (name) => {
    const text = fixtureText(name);
    const { prompt } = parseFixture(name);
    const inputs = Object.fromEntries(prompt!.variables.map((each) => [each.name, 'new']));
    const { path, edit } = addCases({ path: name, text }, [inputs], besideFixtures);
    const before = path === name ? text : (besideFixtures.file(path) ?? '');
    const after = applyEdit(before, edit);
    expect(edit.start).toBe(edit.end);
    expect(after.replace(edit.text, '')).toBe(before);
    expect(edit.text).not.toContain('expected');
  });

  const own = examplePrompts().filter(({ prompt }) => typeof prompt.settings.cases !== 'string');

  it.each(own)('can be added to the example $path', ({ path, text, prompt }) => {
    const inputs = Object.fromEntries(prompt.variables.map((each) => [each.name, 'a: "b" # c']));
    const { after } = added(path, text, { inputs: [inputs] });
    const now = parsePrompt(path, after).prompt!;
    expect(now.cases.at(-1)).toMatchObject({ inputs, expected: null });
    expect(now.cases.slice(0, -1).map(({ id }) => id)).toEqual(prompt.cases.map(({ id }) => id));
  });
});
