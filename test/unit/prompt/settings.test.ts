import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { GATE_NAMES, METRIC_TABLE } from '../../../src/core/metrics/metricTable.js';
import { METRICS } from '../../../src/core/score/metrics/metrics.js';

const YAML = (sensitivity: string, rows = '  - { a: x, expected: C++ }') =>
  `messages:\n  - role: user\n    content: Say {{a}}\ntestData:\n${rows}\nsensitivity:\n${sensitivity}`;
const PROMPTY = (sensitivity: string) =>
  `---\nsensitivity:\n${sensitivity}\n---\nuser:\nSay hello\n`;
const placesIn = (path: string, text: string) =>
  parsePrompt(path, text).problems.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );

describe('a check with a regular expression', () => {
  it.each([
    ['a.prompt.yml', YAML('  checks: [{ regex: "(" }]'), 7, 21, 'missing closing ): `(`'],
    ['a.prompty', PROMPTY('  checks: [{ regex: "a)" }]'), 3, 21, 'unexpected ): `a)`'],
    ['a.prompt', PROMPTY('  checks: [{ regex: "[" }]'), 3, 21, 'missing closing ]: `[`'],
    [
      'a.md',
      PROMPTY('  checks: [{ regex: "a**" }]'),
      3,
      21,
      'invalid nested repetition operator: `**`',
    ],
  ])('that is none is told at its place in %s', (path, text, line, column, why) => {
    expect(placesIn(path, text)).toEqual([
      `error ${line}:${column} \`sensitivity.checks.0.regex\`: not a valid RE2 regular expression: ${why}`,
    ]);
    expect(parsePrompt(path, text).prompt).toBeNull();
  });

  it('that is none with a value in it is told at the case', () => {
    const rows = '  - { a: x, expected: C++ }\n  - { a: y, expected: Go }';
    expect(placesIn('a.prompt.yml', YAML('  checks: [{ regex: "^{{expected}}$" }]', rows))).toEqual(
      [
        'error 5:5 case 1, check "check 1": ^C++$ is not a valid RE2 regular expression: invalid nested repetition operator: `++`.',
      ],
    );
  });

  it('that is none in many cases is told three times', () => {
    const rows = 'abcde'.split('').map((a) => `  - { a: ${a}, expected: '(' }`);
    const told = placesIn(
      'a.prompt.yml',
      YAML('  checks: [{ regex: "{{expected}}" }]', rows.join('\n')),
    );
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toContain('And 2 more like this.');
  });

  it('of promptfoo that is none is told at its test, and one of JavaScript alone is not run', () => {
    const config = (pattern: string) =>
      `prompts: ['Say {{a}}']\nproviders: [x]\ntests:\n  - vars: { a: x }\n    assert: [{ type: regex, value: '${pattern}' }]\n`;
    expect(placesIn('promptfooconfig.yaml', config('('))).toEqual([
      'error 4:5 case 1, check "regex": ( is not a valid RE2 regular expression: missing closing ): `(`.',
    ]);
    const { prompt, problems } = parsePrompt('promptfooconfig.yaml', config('(?=b)b'));
    expect(problems).toEqual([]);
    expect(prompt?.cases[0]?.checks).toMatchObject([{ kind: 'notRun', name: 'regex' }]);
  });
});

describe('a gate', () => {
  it('on a misspelt number is told at its name, with what may be meant', () => {
    expect(placesIn('a.prompt.yml', YAML('  gates: { exces: { max: 0.05 } }'))).toEqual([
      'error 7:12 `sensitivity.gates.exces`: unknown metric. Did you mean `excess`?',
    ]);
    expect(placesIn('a.prompty', PROMPTY('  gates:\n    robustness: { max: 0.05 }'))).toEqual([
      'error 4:5 `sensitivity.gates.robustness`: unknown metric. Common ones are accuracy, excess and confidence.',
    ]);
  });

  it('on a misspelt number is told in plumbline.yml too', () => {
    const { config, problems } = parseConfig('gates:\n  Acuracy: { min: 0.8 }\n');
    expect(config).toBeNull();
    expect(problems).toMatchObject([
      { line: 2, column: 3, message: expect.stringContaining('Did you mean `accuracy`?') },
    ]);
  });

  it('may be set on every number of the report, and on nothing else', () => {
    expect(METRICS.map(({ id }) => id).sort()).toEqual(METRIC_TABLE.map(({ id }) => id).sort());
    const gates = GATE_NAMES.map((name) => `    ${name}: { max: 1 }`).join('\n');
    expect(placesIn('a.prompt.yml', YAML(`  gates:\n${gates}`))).toEqual([]);
  });

  it('has a bound that its number can reach, and no other', () => {
    const gates = [
      '  gates:',
      '    similarity.bleu: { min: 30 }',
      '    confidence.perplexity: { max: 4 }',
      '    excess: { max: -0.1 }',
      '    accuracy: { min: 80 }',
      '    pss.cross: { max: -1 }',
    ].join('\n');
    expect(
      placesIn('a.prompt.yml', YAML(gates)).map((each) => each.replace(/^\S+ \S+ /, '')),
    ).toEqual([
      '`sensitivity.gates.accuracy.min`: lies between 0 and 1',
      '`sensitivity.gates.pss.cross.max`: lies between 0 and 1',
    ]);
  });
});
