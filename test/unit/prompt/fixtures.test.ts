import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { FORMATS, rewordPrompt } from '../../../src/core/prompt/formats/formats.js';
import { expectGolden } from '../../support/golden.js';
import {
  besideFixtures,
  FIXTURES,
  fixtureNames,
  fixtureText,
  parseFixture,
} from '../../support/promptFixtures.js';

const NAMES = fixtureNames();
const READABLE = NAMES.filter((name) => parseFixture(name).prompt !== null);

/** The expectation beside each fixture is the specification. */
describe('prompt files, fixture by fixture', () => {
  it.each(NAMES)('%s', (name) => {
    const { prompt, problems } = parseFixture(name);
    const found = prompt && {
      format: prompt.format,
      name: prompt.name,
      description: prompt.description,
      model: prompt.model,
      parameters: prompt.parameters,
      ...(prompt.tools.length > 0 ? { tools: prompt.tools } : {}),
      language: prompt.language,
      messages: prompt.messages.map(({ role, content, range }) => [
        role,
        content,
        range && `${range.line}:${range.column}`,
      ]),
      partials: prompt.partials,
      variables: prompt.variables.map((variable) => variable.name),
      keys: prompt.keys.map(({ name: key, range }) => `${key} ${range.line}:${range.column}`),
      cases: prompt.cases.map(({ id, inputs, expected, range, checks }) => ({
        id,
        inputs,
        expected,
        line: range?.line ?? null,
        checks,
      })),
      checks: prompt.checks,
      settings: prompt.settings,
      extra: prompt.extra,
    };
    const actual = `${JSON.stringify({ prompt: found, problems }, null, 2)}\n`;
    expectGolden(join(FIXTURES, `${name}.expected.json`), actual);
  });

  it('show every format, and what each refuses', () => {
    const formats = new Set(NAMES.map((name) => parseFixture(name).prompt?.format));
    for (const { id } of FORMATS.filter((each) => each.id !== 'other-dot-prompt'))
      expect(formats).toContain(id);
    expect(NAMES.length).toBeGreaterThan(READABLE.length + 5);
  });
});

describe('another wording', () => {
  it.each(READABLE)('%s: changes only the bytes of its message', (name) => {
    const source = fixtureText(name);
    const before = parseFixture(name).prompt!;
    const inFile = before.messages.findLastIndex(({ range }) => range !== null);
    const messages = before.messages.map(({ role, content }, index) => ({
      role,
      content: index === inFile ? content.replace(/\s*$/, ' indeed$&') : content,
    }));
    const after = applyEdit(
      source,
      rewordPrompt({ path: name, text: source }, messages, besideFixtures),
    );
    expect(after.replace(/ (?:\r?\n *)?indeed/, '')).toBe(source);
    expect(parseFixture(name, after).prompt?.cases).toEqual(
      before.cases.map((row) => expect.objectContaining({ id: row.id, inputs: row.inputs })),
    );
  });
});

describe('damaged files', () => {
  const PIECES = [
    '{{',
    '}}',
    '{%',
    '---\n',
    'user:\n',
    '\ufeff',
    '\r',
    '${',
    '{{#if',
    '\0',
    '&a',
    '[',
    '- ',
  ];
  const damage = fc.record({
    at: fc.nat(2000),
    cut: fc.nat(40),
    put: fc.constantFrom(...PIECES),
  });

  it.each([...new Set(READABLE.map((name) => name.split('/')[0]!))])(
    '%s: are told, never a crash',
    (format) => {
      const names = READABLE.filter((name) => name.startsWith(`${format}/`));
      fc.assert(
        fc.property(fc.constantFrom(...names), damage, (name, { at, cut, put }) => {
          const text = fixtureText(name);
          const from = at % (text.length + 1);
          const damaged = text.slice(0, from) + put + text.slice(from + cut);
          const { prompt, problems } = parseFixture(name, damaged);
          expect(prompt !== null || problems.some(({ severity }) => severity === 'error')).toBe(
            true,
          );
        }),
        { numRuns: 1000 },
      );
    },
  );
});
