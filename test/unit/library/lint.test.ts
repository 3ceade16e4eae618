import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import type { Finding, Fix } from '../../../src/core/library/lint/finding.js';
import { instructionsIn } from '../../../src/core/library/lint/instructionsRule.js';
import { lintPrompt } from '../../../src/core/library/lint/lint.js';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { fixtureNames, fixtureText, parseFixture } from '../../support/promptFixtures.js';

const lint = (path: string, text: string, configText: string | null = null) =>
  lintPrompt(parsePrompt(path, text), {
    text,
    config: configText === null ? {} : parseConfig(configText).config!,
    configText,
  });
const byRule = (findings: readonly Finding[], rule: string) =>
  findings.find((finding) => finding.rule === rule)!;
const fixed = (text: string, { edits }: Fix) =>
  [...edits].sort((a, b) => b.start - a.start).reduce(applyEdit, text);
const rules = (path: string, text: string) => lint(path, text).map(({ rule }) => rule);

const YAML = (rows: string, content = 'Sort {{input}}') =>
  `messages:\n  - role: user\n    content: ${content}\ntestData:\n${rows}`;

describe('checks of instructions', () => {
  it('are told where no sentence begins like theirs', () => {
    const checked = (instruction: string) =>
      `messages:\n  - role: user\n    content: Be brief. Sort {{input}}\ntestData: [{ input: a, expected: b }]\nsensitivity:\n  instructionChecks:\n    - instruction: ${instruction}\n      check: { kind: length, unit: words, most: 9 }\n`;
    expect(
      byRule(lint('a.prompt.yml', checked('Be short')), 'unmatched-instruction'),
    ).toMatchObject({ severity: 'warning', range: { line: 7 } });
    expect(rules('a.prompt.yml', checked('be brief'))).not.toContain('unmatched-instruction');
  });
});

describe('variables', () => {
  it('without a value: the near name, or a key in every case', () => {
    const text = YAML('  - inptu: a\n    expected: x\n  - inptu: b\n    expected: y\n');
    const finding = byRule(lint('a.prompt.yml', text), 'undefined-variable');
    expect(finding).toMatchObject({
      severity: 'error',
      message: '{{input}} has no value in any case.',
      range: { line: 3, column: 21 },
    });
    expect(finding.fixes.map(({ title }) => title)).toEqual([
      'Write inptu instead',
      'Add input to the cases',
    ]);
    expect(fixed(text, finding.fixes[0]!)).toContain('Sort {{inptu}}');
    expect(fixed(text, finding.fixes[1]!)).toContain('  - input:\n    inptu: a\n');
    const unused = byRule(lint('a.prompt.yml', text), 'unused-variable');
    expect(unused.range).toMatchObject({ line: 5, column: 5 });
    expect(rules('a.prompt.yml', fixed(text, unused.fixes[0]!))).toEqual(['few-cases']);
  });

  it('without a value in some cases: which these are', () => {
    const rows = (ids: readonly string[]) =>
      YAML(`  - { input: a }\n${ids.map((id) => `  - { id: ${id}, x: a }\n`).join('')}`);
    const message = (ids: readonly string[]) =>
      byRule(lint('a.prompt.yml', rows(ids)), 'undefined-variable').message;
    expect(message(['kettle'])).toBe('{{input}} has no value in case kettle.');
    expect(message(['kettle', 'lamp'])).toBe('{{input}} has no value in cases kettle and lamp.');
    expect(message(['a', 'b', 'c', 'd', 'e'])).toBe(
      '{{input}} has no value in cases a, b, c and 2 more.',
    );
    expect(message(['case-31'])).toBe('{{input}} has no value in case-31.');
  });

  it('in flow rows, with CRLF', () => {
    const text = YAML('  - { other: a, expected: x }\n').replace(/\n/g, '\r\n');
    const finding = byRule(lint('a.prompt.yml', text), 'undefined-variable');
    const after = fixed(text, finding.fixes.at(-1)!);
    expect(after).toContain('- { input: null, other: a, expected: x }\r\n');
    expect(parsePrompt('a.prompt.yml', after).prompt).not.toBeNull();
  });

  it('that a check uses, or the text copes without, are not told', () => {
    const text = `---\nsensitivity:\n  checks: [{ contains: '{{key}}' }]\n  cases: [{ a: x, key: y }]\n---\nuser:\n{{ a }}{% if b %}{{ b }}{% endif %}`;
    expect(rules('a.prompty', text)).toEqual(['few-cases']);
  });

  it('that stand nowhere can be put into the prompt', () => {
    const text = `---\nsensitivity:\n  cases: [{ a: x, extra: y, expected: z }]\n---\nuser:\n{{ a }}\n`;
    const finding = byRule(lint('a.prompty', text), 'unused-variable');
    expect(fixed(text, finding.fixes[0]!)).toContain('{{ a }} {{ extra }}\n');
  });
});

describe('cases', () => {
  it.each([
    ['a.prompt.yml', 'messages:\n  - role: user\n    content: Hi {{x}}\n'],
    ['a.prompty', 'user:\n{{ x }}'],
    ['a.prompty', '---\nname: a\n---\nuser:\n{{ x }}'],
    ['a.prompt', '---\n---\nHi {{x}}'],
    [
      'a.prompt.md',
      '---\r\ndescription: a\r\nsensitivity:\r\n  repeats: 2\r\n---\r\nHi ${input:x}',
    ],
    ['a.md', 'Hi {{x}}'],
  ])('%s: a first one is added where the format keeps them', (path, text) => {
    const finding = byRule(lint(path, text), 'missing-cases');
    const after = fixed(text, finding.fixes[0]!);
    const { prompt, problems } = parsePrompt(path, after);
    expect(problems).toEqual([]);
    expect(prompt!.cases).toHaveLength(1);
    expect(prompt!.keys.map(({ name }) => name)).toEqual(['x']);
    expect(rules(path, after)).not.toContain('missing-cases');
  });

  it('without expected answers can be given room for them', () => {
    const text = YAML('  - input: a\n  - input: b\n');
    const finding = byRule(lint('a.prompt.yml', text), 'no-expected');
    expect(fixed(text, finding.fixes[0]!)).toBe(
      YAML('  - expected:\n    input: a\n  - expected:\n    input: b\n'),
    );
  });
});

describe('what a test would refuse', () => {
  const CASES = 'abcdefgh'
    .split('')
    .map((input) => `  - { input: ${input}, expected: x }\n`)
    .join('');
  const found = (path: string, text: string, configText: string | null = null) =>
    lint(path, text, configText)
      .filter(({ rule }) => rule !== 'few-cases')
      .map(({ severity, rule, range }) => `${severity} ${range.line}:${range.column} ${rule}`);

  it('is told at its place: a class of variants that does not exist', () => {
    const text = `${YAML(CASES)}sensitivity:\n  variants: { format: 1, parafrase: 2 }\n`;
    expect(found('a.prompt.yml', text)).toEqual(['error 14:26 unknown-class']);
    expect(byRule(lint('a.prompt.yml', text), 'unknown-class').message).toContain(
      'Did you mean `paraphrase`?',
    );
  });

  it('is told at its place: an excluded variant of a class that does not exist', () => {
    const text = `${YAML(CASES)}sensitivity:\n  exclude: [format-1, synonim-2, brief]\n`;
    expect(found('a.prompt.yml', text)).toEqual([
      'warning 14:23 unknown-excluded',
      'warning 14:34 unknown-excluded',
    ]);
    expect(byRule(lint('a.prompt.yml', text), 'unknown-excluded').message).toContain(
      'Did you mean `synonym`?',
    );
  });

  it('is told at its place: a few-shot configuration that does not exist, or has too few cases', () => {
    const prompty = (shots: string) =>
      `---\nsensitivity:\n  shots: ${shots}\n  cases:\n${CASES}---\nuser:\n{{ input }}\n`;
    expect(found('a.prompty', prompty('[file, 3/foo]'))).toEqual(['error 3:17 impossible-shots']);
    expect(found('a.prompty', prompty('[file, 8]'))).toEqual(['info 3:17 impossible-shots']);
    expect(found('a.prompty', prompty('[8]'))).toEqual(['error 3:11 impossible-shots']);
    expect(found('a.prompty', prompty('[file, 7]'))).toEqual([]);
  });

  it('is told where the prompt begins when plumbline.yml says it', () => {
    expect(found('a.prompt.yml', YAML(CASES), 'defaults: { shots: [3/foo] }')).toEqual([
      'error 2:3 impossible-shots',
    ]);
  });
});

describe('cases that would mislead', () => {
  const found = (rows: string, content?: string) =>
    lint('a.prompt.yml', YAML(rows, content)).flatMap(({ rule, severity, message, range }) =>
      rule === 'few-cases' ? [] : [`${severity} ${range.line} ${rule}: ${message}`],
    );

  it('have the same inputs and another answer', () => {
    const rows = '  - { input: a, expected: x }\n  - { input: a, expected: x }\n';
    expect(found(rows)).toEqual([]);
    expect(found(`${rows}  - { id: odd, input: a, expected: y }\n`)).toEqual([
      'warning 7 contradicting-cases: Case odd has the same inputs as case 1 but a different expected answer, so one of them is always wrong.',
    ]);
  });

  it('have nothing as an input', () => {
    expect(found('  - { input: "", expected: x }\n')).toEqual([
      'warning 5 empty-input: Case 1 has no value for input.',
    ]);
  });

  it('have a list where the prompt takes a text', () => {
    expect(found('  - input: [a, b]\n    expected: x\n')).toEqual([
      'warning 5 list-value: Case 1 has a list for input, which is sent as JSON. Use text, or one case per item.',
    ]);
    expect(found(`  - { input: '["a"]', expected: x }\n`)).toEqual([]);
    const loop = `---\nsensitivity:\n  cases: [{ input: [a, b], expected: x }]\n---\nuser:\n{% for i in input %}{{ i }}{% endfor %}\n`;
    expect(rules('a.prompty', loop)).toEqual(['few-cases']);
  });
});

describe('models and instructions', () => {
  const CONFIG = '# mine\nmodels:\n  gpt: { baseUrl: http://x.y/v1, model: mini } # here\n';

  it('a model that leads nowhere gets an alias, and comments stay', () => {
    const text = `model: openai/gpt-4o\n${YAML('  - input: a\n    expected: b\n')}`;
    const finding = byRule(lint('a.prompt.yml', text, CONFIG), 'conflicting-model');
    expect(finding.range).toMatchObject({ line: 1, column: 8 });
    expect(finding.fixes[0]).toMatchObject({ file: 'config' });
    const after = fixed(CONFIG, finding.fixes[0]!);
    expect(after.startsWith(CONFIG)).toBe(true);
    expect(lint('a.prompt.yml', text, after).map(({ rule }) => rule)).toEqual(['few-cases']);
  });

  it('a model that is not the one it is tested on is told', () => {
    const text = `model: mini\nsensitivity: { models: [other] }\n${YAML('  - input: a\n    expected: b\n')}`;
    const config = `${CONFIG}  other: { baseUrl: http://x.y/v1, model: maxi }\n`;
    expect(byRule(lint('a.prompt.yml', text, config), 'conflicting-model').message).toContain(
      'tests it on other',
    );
    expect(rules('a.prompt.yml', text.replace('[other]', '[gpt]'))).not.toContain(
      'conflicting-model',
    );
  });

  it('instructions are counted as list items or commands', () => {
    expect(instructionsIn('- a\n- b\n1. c')).toBe(3);
    expect(instructionsIn('Please sort it. Never guess. It is late. You must answer.')).toBe(3);
    const many = Array.from({ length: 60 }, (_, at) => `- rule ${at}`).join('\n');
    expect(rules('a.md', many)).toContain('too-many-instructions');
  });
});

describe('every fixture', () => {
  it.each(fixtureNames())('%s: every fix leaves a file that can be read', (name) => {
    const text = fixtureText(name);
    const findings = lintPrompt(parseFixture(name), { text, config: {}, configText: null });
    for (const fix of findings.flatMap(({ fixes }) => fixes)) {
      const after = fixed(text, fix);
      expect(after).not.toBe(text);
      expect(parseFixture(name, after).prompt).not.toBeNull();
    }
  });
});
