import { describe, expect, it } from 'vitest';
import { scoreChecks } from '../../../src/core/answers/checkAnswer.js';
import { singleChecks } from '../../../src/core/prompt/checks/check.js';
import { commaSeparated } from '../../../src/core/prompt/formats/commaSeparated.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { expectedAssert } from '../../../src/core/prompt/formats/promptfooExpected.js';
import { lintPrompt } from '../../../src/core/library/lint/lint.js';
import { renderMessages } from '../../../src/core/prompt/template.js';
import { planFor } from '../../support/plans.js';
import { answerOf } from '../../support/answers.js';

interface Beside {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly trusted?: boolean;
}

const HEAD = 'prompts: ["{{q}}"]\nproviders: [openai:x]\n';
function read(yaml: string, { files = {}, environment = {}, trusted = true }: Beside = {}) {
  const { prompt, problems } = parsePrompt('promptfooconfig.yaml', yaml, {
    trusted,
    file: (name) => files[name] ?? null,
    environment: (name) => environment[name] ?? null,
  });
  const said = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  return { prompt: prompt!, said, errors: problems.filter(({ severity }) => severity === 'error') };
}

describe('how a promptfoo test decides', () => {
  const ANSWER = 'It is blue.';
  const PASSES = '{ type: contains, value: blue }';
  const FAILS = '{ type: equals, value: blue }';
  it.each([
    [`assert: [${PASSES}, ${FAILS}]`, 0],
    [`assert: [${PASSES}, ${FAILS}]\n    threshold: 0`, 1],
    [`assert: [${FAILS}]\n    threshold: 0`, 1],
    [`assert: [${PASSES}, ${FAILS}]\n    threshold: 0.5`, 1],
    [`assert: [${PASSES}, ${FAILS}]\n    threshold:`, 0],
    [`assert: [{ type: contains, value: blue, weight: 3 }, ${FAILS}]\n    threshold: 0.7`, 1],
    [`assert: [{ type: equals, value: blue, weight: 3 }, ${PASSES}]\n    threshold: 0.7`, 0],
    [`assert: [${PASSES}, { type: equals, value: blue, weight: 0 }]`, 1],
    [`assert: [${PASSES}, { type: equals, value: blue, metricOnly: true }]`, 1],
    [`assert: [{ type: assert-set, threshold: 0.5, assert: [${PASSES}, ${FAILS}] }]`, 1],
    [`assert: [{ type: assert-set, assert: [${PASSES}, ${FAILS}] }]`, 0],
    [`assert: [${PASSES}, { type: assert-set, weight: 0, assert: [${FAILS}] }]`, 1],
    [
      `assert: [{ type: assert-set, weight: 3, threshold: 1, assert: [${FAILS}] }, ${PASSES}]\n    threshold: 0.25`,
      1,
    ],
    [
      `assert: [{ type: assert-set, threshold: 1, assert: [{ type: assert-set, threshold: 0, assert: [${PASSES}, ${FAILS}] }] }]`,
      0,
    ],
    ['assert: [{ type: not-contains, value: blue }]', 0],
    ['assert: [{ type: not-equals, value: blue }]', 1],
    [`assert: [{ type: javascript, value: x }]`, null],
    [`assert: [{ type: assert-set, threshold: 0.5 }]`, null],
  ])('%s: %s', (test, score) => {
    const { prompt } = read(`${HEAD}tests:\n  - vars: { q: Sky? }\n    ${test}\n`);
    const [row] = prompt.cases;
    expect(scoreChecks(answerOf(ANSWER), row!, prompt).score).toBe(score);
    expect(row!.checks).not.toEqual([]);
  });

  it('takes threshold and assertions of `defaultTest` where a test has none of its own', () => {
    const { prompt } = read(
      `${HEAD}defaultTest:\n  threshold: 0.5\n  assert: [${FAILS}]\ntests:\n  - assert: [${PASSES}]\n  - { threshold: 1, assert: [${PASSES}] }\n`,
    );
    const scores = prompt.cases.map((row) => scoreChecks(answerOf(ANSWER), row, prompt).score);
    expect(scores).toEqual([1, 0]);
  });

  it('has an expected answer only where a check that must pass contains it', () => {
    const expected = (test: string) => read(`${HEAD}tests: [${test}]`).prompt.cases[0]!.expected;
    expect(expected('{ assert: [{ type: equals, value: x }] }')).toBe('x');
    expect(expected('{ threshold: 0.5, assert: [{ type: equals, value: x }] }')).toBeNull();
    expect(expected('{ assert: [{ type: equals, value: x, weight: 0 }] }')).toBeNull();
  });
});

describe('what of a promptfoo configuration has no effect', () => {
  it.each([
    ['scenarios: []\n', '1:1 `scenarios` is not applied: only `tests` are read.'],
    ['derivedMetrics: []\n', '1:1 `derivedMetrics` is not applied: the metrics'],
    [
      'evaluateOptions: { repeat: 3 }\n',
      '1:20 `repeat` is not applied: set `sensitivity.repeats`.',
    ],
    ['defaltTest: {}\n', '1:1 `defaltTest` has no effect. Did you mean `defaultTest`?'],
    ['tests:\n- options: { prefix: a }\n', '2:14 `prefix` is not applied: every case'],
    ['tests:\n- options: { transform: x }\n', '2:14 `transform` is not applied: it would run code'],
    ['tests:\n- { treshold: 1 }\n', '2:5 `treshold` is not applied: Plumbline has'],
    ['tests:\n- threshold: high\n', '2:3 `threshold` is not applied: expected a number.'],
    ['tests:\n- assertScoringFunction: file://f.js\n', 'it would run code from the repository'],
    ['tests:\n- assert: [{ type: equals, weight: -1 }]\n', '2:28 `weight` is not applied'],
    ['tests:\n- assert: [{ type: equals, threshold: 1 }]\n', '`equals` either passes or fails.'],
    ['tests:\n- assert: [{ type: equals, vale: 1 }]\n', 'Did you mean `value`?'],
    ['tests:\n- assert: [equals]\n', '2:12 This assertion is not read'],
    [
      'tests: [file://t/*.yaml]\n',
      '1:9 t/*.yaml is not read. Name each file instead of a pattern.',
    ],
  ])('%s', (part, said) => {
    expect(read(part + HEAD).said).toEqual([expect.stringContaining(said)]);
  });

  it('is reported in the file where it stands', () => {
    const files = {
      't.yaml': '- vars: { q: a }\n  provider: x\n',
      't.csv': 'q,__prefix,__foo,__threshold,_expected\na,b,c,high,d\na,b,c,1,d\n',
    };
    expect(read(`${HEAD}tests: [file://t.yaml, file://t.csv]`, { files }).said).toEqual([
      expect.stringContaining('3:9 t.yaml, line 2, column 3: `provider` is not applied'),
      expect.stringContaining('3:24 t.csv, line 1: `__prefix` is not applied'),
      expect.stringContaining('3:24 t.csv, line 1: `__foo` is not applied'),
      expect.stringContaining('t.csv, line 1: The column `_expected` is a variable. Did you mean'),
      expect.stringContaining(
        't.csv, line 2: `__threshold` is not applied: "high" is not a number',
      ),
    ]);
  });

  it('is not reported of what is read', () => {
    const yaml = `${HEAD}description: d\nevaluateOptions: { cache: false }\ntests:\n- { description: d, vars: { q: a }, metadata: { a: 1 }, assert: [{ type: similar, value: x, threshold: 0.9, metric: m, weight: 2 }] }\n`;
    expect(read(yaml).said).toEqual([]);
  });
});

describe('tests and their defaults', () => {
  const checksOf = (test: string) =>
    read(
      `${HEAD}defaultTest: { assert: [{ type: contains, value: a }] }\ntests:\n- { vars: { q: x }, assert: [{ type: equals, value: b }]${test} }\n`,
    );

  it('take the assertions of `defaultTest`, unless they say that they do not', () => {
    expect(checksOf('').prompt.cases[0]?.checks).toHaveLength(2);
    const without = checksOf(', options: { disableDefaultAsserts: true }');
    expect(without.prompt.cases[0]?.checks).toMatchObject([{ kind: 'equals' }]);
    expect(without.said).toEqual([]);
  });

  it('have numbers as promptfoo writes them, with digits that a double would lose', () => {
    const { prompt } = read(
      `${HEAD}tests:\n- vars: { q: 1.0, m: 1e3, id: 12345678901234567891, o: { id: 12345678901234567891, n: 1.0 } }\n- vars: { q: [1.0, 12345678901234567891] }\n`,
    );
    expect(prompt.cases.map(({ inputs }) => inputs)).toEqual([
      {
        ...{ q: '1', m: '1000', id: '12345678901234567891' },
        o: '{"id":12345678901234567891,"n":1}',
      },
      { q: '1' },
      { q: '12345678901234567891' },
    ]);
  });

  it('expect answers with all of their digits', () => {
    const { prompt } = read(
      `${HEAD}tests:\n- { vars: { q: x }, assert: [{ type: equals, value: { id: 12345678901234567891 } }] }\n`,
    );
    expect(prompt.cases[0]?.expected).toBe('{"id":12345678901234567891}');
  });

  it('may leave a variable without a value, which is printed as nothing, with a warning', () => {
    const text = `prompts: ["{{q}} {{gone}}"]\nproviders: [openai:x]\ntests:\n- vars: { q: a }\n`;
    const { prompt } = read(text);
    expect(() => planFor(prompt)).not.toThrow();
    expect(renderMessages(prompt, { q: 'a' })[0]?.content).toBe('a ');
    const found = lintPrompt({ prompt, problems: [] }, { text, config: {}, configText: null });
    expect(found[0]).toMatchObject({
      severity: 'warning',
      message: '{{ gone }} has no value in any case: it is printed as nothing.',
    });
  });
});

describe('a table of promptfoo tests', () => {
  it('applies thresholds and metrics to the assertions of a row', () => {
    const csv =
      'q,__expected1,__expected2,__threshold,__metric,__config:__expected1:threshold\n' +
      'a,levenshtein: x,"contains-any: ""b, c"", d",0,m,4\n,,,,,\n"",,,,,x\n';
    const { prompt } = read(`${HEAD}tests: file://t.csv`, { files: { 't.csv': csv } });
    expect(prompt.cases.map(({ inputs }) => inputs)).toEqual([{ q: 'a' }, { q: '' }]);
    expect(prompt.cases[0]!.checks).toEqual([
      {
        ...{ kind: 'set', name: 'test', threshold: 0 },
        checks: [
          { kind: 'levenshtein', name: 'm', value: 'x', most: 4 },
          { kind: 'containsAny', name: 'm', values: ['b, c', 'd'], matchCase: true },
        ],
      },
    ]);
    expect(prompt.cases[1]!.checks).toEqual([]);
  });

  it.each<[string, object]>([
    ['contains:  Ada ', { type: 'contains', value: 'Ada' }],
    ['similar(0.9): a: b', { type: 'similar', value: 'a: b', threshold: 0.9 }],
    ['similar: x', { type: 'similar', value: 'x', threshold: 0.8 }],
    ['not-similar:cosine(0.7): x', { type: 'not-similar:cosine', value: 'x', threshold: 0.7 }],
    ['latency(100)', { type: 'latency', value: undefined, threshold: 100 }],
    ['is-json', { type: 'is-json', value: undefined }],
    ['grade: kind', { type: 'llm-rubric', value: 'kind' }],
    ['fn: output', { type: 'javascript', value: 'output' }],
    ['file://check.js', { type: 'javascript', value: 'file://check.js' }],
    ['trajectory:step-count: 3', { type: 'trajectory:step-count', value: '3' }],
    ['equals', { type: 'equals', value: 'equals' }],
    ['hello: world', { type: 'equals', value: 'hello: world' }],
    ['https://a.b', { type: 'equals', value: 'https://a.b' }],
  ])('reads %s', (cell, assertion) => {
    expect(expectedAssert(cell)).toEqual(assertion);
  });

  it.each<[string, string[] | null]>([
    ['a, b ,,c', ['a', 'b', 'c']],
    ['"1 March, 2026", 2026', ['1 March, 2026', '2026']],
    ['"say ""yes""", \\', ['say "yes"', '\\']],
    ['"a \\"b\\"" ', ['a "b"']],
    ['5" pipe, q', ['5" pipe', 'q']],
    ['a, "open', null],
    ['"a" b, c', null],
    ['', []],
  ])('splits the list %s', (text, items) => {
    expect(commaSeparated(text)).toEqual(items);
  });
});

describe('values of promptfoo variables and assertions', () => {
  it('may use other variables, and stay text where they use none that is known', () => {
    const { prompt } = read(
      `${HEAD}defaultTest: { vars: { place: Oslo } }\ntests:\n- vars: { q: 'In {{ where }}?', where: '{{place}}', self: 'x{{self}}', other: '{{none}} {{ 7*7 }}', empty: null, list: [a, b] }\n  options: { disableVarExpansion: true }\n`,
    );
    expect(prompt.cases).toHaveLength(1);
    expect(prompt.cases[0]!.inputs).toEqual({
      ...{ place: 'Oslo', q: 'In Oslo?', where: 'Oslo', self: 'x{{self}}' },
      ...{ other: '{{none}} {{ 7*7 }}', empty: '', list: '["a","b"]' },
    });
  });

  const ENV =
    'prompts: ["{{q}} in {{ env.CITY }} {{env.API_KEY}}{{env.DB}}{{env.NONE}}"]\nproviders: [openai:x]\nenv: { LANG: no }\ntests:\n- vars: { q: "{{env.LANG}}" }\n';
  const environment = { CITY: 'Oslo', API_KEY: 'hush', DB: 'postgres://a:b@c', LANG: 'en' };

  it('are not reported as unused where assertions or other values use them', () => {
    const { prompt } = read(
      `${HEAD}tests:\n- vars: { q: '{{a}}', a: x, b: y, c: z }\n  assert: [{ type: contains, value: '{{b}}' }]\n`,
    );
    expect(prompt.keys.map(({ name }) => name)).toEqual(['q', 'c']);
  });

  it('may use the environment, never a secret of it', () => {
    const { prompt, said } = read(ENV, { environment });
    expect(prompt.variables.map(({ name }) => name)).toEqual(['q']);
    expect(prompt.cases[0]!.inputs).toEqual({
      env: '{"CITY":"Oslo","API_KEY":"","DB":"","NONE":""}',
      q: 'no',
    });
    expect(said).toEqual([
      expect.stringContaining('1:38 API_KEY looks like a secret'),
      expect.stringContaining('1:53 DB looks like a secret'),
      expect.stringContaining('NONE is not set'),
    ]);
  });

  it('use no environment where the workspace is not trusted', () => {
    const [row] = read(ENV, { environment, trusted: false }).prompt.cases;
    expect(JSON.parse(row!.inputs['env']!)).toMatchObject({ CITY: '' });
  });

  it('are read from files, except programs', () => {
    const files = { 'a.txt': ' Oslo \n', 's.json': '{"type":"array"}', 'v.yaml': 'q: [1]' };
    const { prompt, said } = read(
      `${HEAD}tests:\n- vars: { q: file://a.txt, doc: file://v.yaml, made: file://x.py }\n  assert: [{ type: equals, value: file://a.txt }, { type: is-json, value: file://s.json }, { type: contains, value: file://x.js }]\n- vars: file://v.yaml\n`,
      { files },
    );
    expect(prompt.cases[0]!.inputs).toEqual({ q: 'Oslo', doc: '{"q":[1]}' });
    expect(prompt.cases[1]!.inputs).toEqual({ q: '1' });
    expect(prompt.cases[0]!.checks).toMatchObject([
      { kind: 'equals', value: 'Oslo' },
      { kind: 'isJson', schema: { type: 'array' } },
      { kind: 'notRun', reason: 'it would run code from the repository' },
    ]);
    expect(said).toEqual([expect.stringContaining('x.py is not read')]);
  });

  it.each<[string, unknown]>([
    ['{ type: object, required: [a] }', { type: 'object', required: ['a'] }],
    [`'{"type":"object"}'`, { type: 'object' }],
    ['"type: object"', { type: 'object' }],
    ['true', null],
    ['false', { not: {} }],
  ])('are schemas of is-json: %s', (value, schema) => {
    const { prompt } = read(`${HEAD}tests: [{ assert: [{ type: is-json, value: ${value} }] }]`);
    expect(prompt.cases[0]!.checks).toMatchObject([{ kind: 'isJson', schema }]);
  });

  it('may be references to templates, but not to themselves', () => {
    const { prompt, said } = read(
      `${HEAD}assertionTemplates:\n  a: { $ref: '#/assertionTemplates/b', metric: m }\n  b: { type: contains, value: x }\n  loop: { $ref: '#/assertionTemplates/loop' }\ntests:\n- assert: [{ $ref: '#/assertionTemplates/a', weight: 2 }, { $ref: '#/assertionTemplates/loop' }]\n`,
    );
    expect(prompt.cases[0]!.checks).toMatchObject([
      { kind: 'contains', name: 'm', value: 'x', weight: 2 },
    ]);
    expect(said).toEqual([expect.stringContaining('This assertion is not read')]);
  });

  it('grade by rubrics with names of their own, and a limit where they have a threshold', () => {
    const { prompt } = read(
      `${HEAD}sensitivity: { judge: true }\ntests:\n- assert: [{ type: llm-rubric, value: a }, { type: llm-rubric, value: b, threshold: 0.8 }]\n`,
    );
    expect(singleChecks(prompt.cases[0]!.checks!)).toEqual([
      { kind: 'rubric', name: 'llm-rubric', value: 'a' },
      { kind: 'rubric', name: 'llm-rubric 2', value: 'b', least: 0.8 },
    ]);
  });
});

describe('the provider and the prompts of a promptfoo configuration', () => {
  it('pass the options of a call, and name the others', () => {
    const { prompt, said } = read(
      'prompts: [a]\nproviders:\n- openai:gpt:\n    config: { temperature: 0, stop: [X], response_format: { type: json_schema, json_schema: { name: n, schema: { type: object } } }, apiKey: k, foo: bar, passthrough: { top_a: 1 } }\n',
    );
    expect(prompt.model).toBe('openai:gpt');
    expect(prompt.parameters).toMatchObject({
      ...{ temperature: 0, responseFormat: 'json_schema', extra: { stop: ['X'], top_a: 1 } },
      jsonSchema: { name: 'n', schema: { type: 'object' } },
    });
    expect(said).toEqual([
      expect.stringContaining('`apiKey` is not sent: where to send calls'),
      expect.stringContaining('`foo` is not sent: set it under `sensitivity.parameters`'),
    ]);
  });

  it('are split at lines of dashes, with white space around them or not', () => {
    const files = { 'p.txt': 'a\n --- \nb\r\n---\r\nc --- c\n' };
    const { prompt } = read('prompts: [file://p.txt]\nproviders: [x]\n', { files });
    expect(prompt.messages[0]!.content).toBe('a');
    expect(prompt.settings.variants).toMatchObject([
      { messages: [{ content: 'b' }] },
      { messages: [{ content: 'c --- c' }] },
    ]);
  });

  it('may have a message without content', () => {
    const files = { 'p.json': '[{"role":"system","content":"s"},{"role":"user","content":null}]' };
    const { prompt } = read('prompts: [file://p.json]\nproviders: [x]\n', { files });
    expect(prompt.messages.map(({ content }) => content)).toEqual(['s', '']);
  });
});
