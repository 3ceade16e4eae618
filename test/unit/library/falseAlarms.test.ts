import { describe, expect, it } from 'vitest';
import { lintPrompt } from '../../../src/core/library/lint/lint.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { fixtureNames, fixtureText, parseFixture } from '../../support/promptFixtures.js';

const alarms = (path: string, text: string) =>
  lintPrompt(parsePrompt(path, text), { text, config: {}, configText: null })
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, severity, range, message }) => `${severity} ${range.line} ${rule}: ${message}`);

describe('no error or warning on', () => {
  it.each([
    ['a DotPrompt file for .NET', 'a.prompt', 'config:\n  name: a\nprompts:\n  system: Hi\n'],
    ['a PromptL file', 'a.promptl', '<system>\nHi {{ name }}\n</system>\n'],
    ['a promptfoo configuration in code', 'promptfooconfig.js', 'module.exports = {};\n'],
    [
      'the built-in tools of an agent',
      'a.agent.md',
      "---\ntools: ['search', 'edit/editFiles', 'github/*']\n---\nReview the change.\n",
    ],
    ['the tools of a skill', 'SKILL.md', '---\nname: a\ntools: Read, Grep\n---\nReview.\n'],
    [
      'tools that a program defines',
      'a.prompt',
      '---\ntools: [searchFlights]\n---\nBook a flight.\n',
    ],
    [
      'a partial that a program defines',
      'a.prompt',
      '---\n---\n{{#each items}}{{> row}}{{/each}}\n',
    ],
    ['a helper that a program defines', 'a.prompt', '---\n---\n{{shout name}}\n'],
    ['media', 'a.prompt', '---\n---\nDescribe {{media url=photo}}\n'],
    [
      'a schema that a program defines',
      'a.prompt',
      '---\noutput: { schema: Recipe }\n---\nCook.\n',
    ],
    [
      'an input that only a tool gets',
      'a.prompty',
      '---\ninputs:\n  - { name: question, kind: string, default: Warm? }\n  - { name: unit, kind: string, default: C }\ntools:\n  - name: weather\n    kind: function\n    parameters: [{ name: unit, kind: string }]\n    bindings: { unit: { input: unit } }\n---\nuser:\n{{question}}\n',
    ],
    [
      'a tool of the program',
      'a.prompty',
      '---\ntools:\n  - { name: files, kind: mcp }\n---\nuser:\nHi\n',
    ],
    [
      'columns for a grader',
      'a.prompt.yml',
      'messages:\n  - { role: user, content: "Sum up {{input}}" }\ntestData:\n  - { input: a, context: b, expected: c }\nevaluators:\n  - { name: grounded, uses: github/groundedness }\n',
    ],
    [
      'columns for the prompt of a grader',
      'a.prompt.yml',
      'messages:\n  - { role: user, content: "Sum up {{input}}" }\ntestData:\n  - { input: a, tone: b, expected: c }\nevaluators:\n  - { name: tone, llm: { modelId: x, prompt: "Is it {{tone}}?" } }\n',
    ],
    [
      'a key for another tool',
      'a.prompt.yml',
      'messages:\n  - { role: user, content: "Hi" }\nx-deploy: { stage: beta }\n',
    ],
    [
      'what promptfoo does and Plumbline does not',
      'promptfooconfig.yaml',
      'prompts: ["Sum up {{text}}"]\nproviders: [openai:gpt-4.1-mini]\nscenarios: []\nextensions: ["file://hooks.js:all"]\ntests:\n  - vars: { text: a, team: b }\n    assert: [{ type: javascript, value: "output.length < 9" }]\n',
    ],
    [
      'a variable that an assertion in code reads',
      'promptfooconfig.yaml',
      'prompts: ["Sum up {{text}}"]\nproviders: [openai:gpt-4.1-mini]\ntests:\n  - vars: { text: a, words: 9 }\n    assert: [{ type: javascript, value: "output.length < context.vars.words" }]\n',
    ],
  ])('%s', (_what, path, text) => expect(alarms(path, text)).toEqual([]));
});

it('still reports what the author can change', () => {
  const unused =
    'messages:\n  - { role: user, content: "Sum up {{input}}" }\ntestData:\n  - { input: a, tone: b, expected: c }\n';
  expect(alarms('a.prompt.yml', unused)).toEqual([
    'warning 4 unused-variable: tone is in the cases, but not used in the prompt.',
  ]);
  expect(alarms('a.prompt.yml', `${unused}evaluator: []\n`)).toContainEqual(
    expect.stringContaining('Did you mean `evaluators`?'),
  );
  expect(alarms('a.prompt', '---\n---\n{{#if a}}x\n')).toEqual([
    expect.stringMatching(/^error .*Invalid Handlebars/),
  ]);
});

/** Fixtures whose mistakes are their subject. */
const WRONG = /broken|wrong/;

it('on the fixtures, only mistakes are alarms', () => {
  const found: Record<string, string[]> = {};
  for (const name of fixtureNames().filter((each) => !WRONG.test(each))) {
    const text = fixtureText(name);
    for (const { rule, severity, range, message } of lintPrompt(parseFixture(name), {
      text,
      config: {},
      configText: null,
    }))
      if (severity !== 'info') (found[rule] ??= []).push(`${name}:${range.line} ${message}`);
  }
  expect(found).toEqual({
    read: [
      'copilot/open.instructions.md:1 The frontmatter that starts here is not closed. Add a line `---`.',
      'github-models/dialect.prompt.yml:9 {{ name }} contains spaces, so it is sent as text. Write {{name}} for a variable.',
      'github-models/tools.prompt.yml:7 Tool 2 is not sent: it is not a function with a schema.',
      'github-models/tools.prompt.yml:8 The tool broken is not sent: its `parameters` are not a JSON schema.',
    ],
    'undefined-variable': ['github-models/dialect.prompt.yml:9 {{who}} has no value in case 2.'],
  });
});
