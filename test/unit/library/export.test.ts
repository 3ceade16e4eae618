import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { codeSnippets } from '../../../src/core/library/codeSnippets.js';
import { EXPORTERS, fileStem } from '../../../src/core/library/export/exporters.js';
import { libraryPrompt, type LibraryPrompt } from '../../../src/core/library/libraryEntry.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import type { Prompt } from '../../../src/core/prompt/prompt.js';
import type { Wording } from '../../../src/core/prompt/settings/settings.js';
import { renderMessages } from '../../../src/core/prompt/template.js';
import { scoreText } from '../../support/answers.js';
import { fixtureNames, parseFixture } from '../../support/promptFixtures.js';

const TEXT = `name: Triage
description: Sorts a review
model: openai/gpt-4.1-mini
modelParameters: { temperature: 0, maxTokens: 5 }
messages:
  - role: system
    content: |
      Sort "reviews" \`well\`, in {curly} braces.
      Cost: \${5}
  - role: user
    content: 'Review: {{review}} ({{the-lang}})'
testData:
  - { review: Loved it, the-lang: en, expected: positive }
  - { id: bad, review: 'Broke: twice', the-lang: "007", expected: negative }
evaluators:
  - name: right
    string: { contains: '{{expected}}' }
`;
const TOOLS = `messages:
  - role: user
    content: How warm is it in {{city}}?
testData:
  - { city: Oslo, expected: '[{"name":"get_weather","arguments":{"city":"Oslo"}}]' }
sensitivity:
  tools:
    - type: function
      function:
        name: get_weather
        description: The weather
        strict: true
        parameters: { type: object, properties: { city: { type: string, default: Oslo } } }
  checks:
    - { name: same, toolCalls: [{ name: get_weather, arguments: { city: '{{city}}' } }], match: f1, threshold: 0.8 }
    - { name: sound, validToolCalls: true }
    - { name: alike, similar: '{{expected}}', threshold: 0.8 }
`;
const LISTED = 'tags: [mail, sorting]\nowner: Ada\npurpose: Routes\n';
const SETTINGS = `sensitivity:
  variants: { paraphrase: 3, format: 2 }
  shots: [file, 1]
  repeats: 3
  budget: { calls: 400, usd: 0.5 }
  gates: { excess: { max: 0.05 } }
`;
const WORDINGS = `sensitivity:
  variants:
    - { id: short, messages: [{ role: user, content: '{{review}}?' }] }
    - id: long
      messages: [{ role: system, content: 'What of {{review}}?' }, { role: user, content: 'Well?' }]
`;
const read = (path: string, text: string): Prompt => {
  const { prompt, problems } = parsePrompt(path, text);
  if (!prompt) throw new Error(`${JSON.stringify(problems)}\n${text}`);
  return prompt;
};
const sent = (prompt: Prompt) =>
  prompt.cases.map((row) =>
    renderMessages(prompt, row.inputs).map(({ role, content }) => `${role}: ${content.trim()}`),
  );
const scores = (prompt: Prompt) =>
  prompt.cases.flatMap((row) =>
    ['positive', 'It is NEGATIVE.', ''].map((answer) => scoreText(answer, row, prompt.checks)),
  );

describe.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
  'as %s',
  (_id, exporter) => {
    it('a prompt sends the same messages and judges the same answers', () => {
      const before = read('triage.prompt.yml', TEXT);
      const { text } = exporter.export(before);
      const after = read(exporter.fileName('triage'), text);
      expect(after.format).toBe(exporter.id);
      expect(after.parameters).toMatchObject({ temperature: 0, maxTokens: 5 });
      expect(after.model).toBe(before.model);
      expect(sent(after)).toEqual(sent(before));
      expect(scores(after)).toEqual(scores(before));
    });

    it('a prompt with tools sends the same tools', () => {
      const before = read('tools.prompt.yml', TOOLS);
      const { text, lost } = exporter.export(before);
      const after = read(exporter.fileName('tools'), text);
      expect(after.tools).toEqual(before.tools);
      expect(lost.join(' ')).toContain('tools');
    });

    it('a prompt keeps its examples apart from its cases, or says that they are lost', () => {
      const marked = TEXT.replace('{ review: Loved it,', '{ review: Loved it, example: true,');
      const before = read('triage.prompt.yml', marked);
      const { text, lost } = exporter.export(before);
      const after = read(exporter.fileName('triage'), text);
      expect(after.cases).toHaveLength(1);
      if (!lost.some((each) => each.includes('examples')))
        expect(after.examples.map(({ expected }) => expected)).toEqual(['positive']);
    });

    it('a prompt keeps what the library lists and how it is to be tested', () => {
      const before = read('triage.prompt.yml', `${TEXT}${LISTED}${SETTINGS}`);
      const { text, lost } = exporter.export(before);
      expect(lost.filter((each) => !each.includes('was renamed to'))).toEqual([]);
      const after = read(exporter.fileName('triage'), text);
      const { checks: _own, ...settings } = before.settings;
      const { checks: _others, cases: _cases, ...kept } = after.settings;
      expect(kept).toEqual(settings);
      const facts = ({ tags, owner, purpose }: LibraryPrompt) => ({ tags, owner, purpose });
      const listed = (prompt: Prompt) => facts(libraryPrompt('x', { prompt, problems: [] }));
      expect(listed(after)).toEqual(listed(before));
      expect(listed(after)).toEqual({ tags: ['mail', 'sorting'], owner: 'Ada', purpose: 'Routes' });
    });

    it('a prompt keeps its wordings written by hand', () => {
      const before = read('triage.prompt.yml', `${TEXT}${WORDINGS}`);
      const after = read(exporter.fileName('triage'), exporter.export(before).text);
      const wordings = after.settings.variants as Wording[];
      expect(wordings.map(({ id }) => id)).toEqual(['short', 'long']);
      const asked = renderMessages(
        { ...after, messages: wordings[1]!.messages },
        after.cases[0]!.inputs,
      );
      expect(asked.map(({ content }) => content)).toEqual(['What of Loved it?', 'Well?']);
    });

    it.each(fixtureNames())('%s: says what is lost, or sends the same', (name) => {
      const before = parseFixture(name).prompt;
      if (!before) return;
      const { text, lost } = exporter.export(before);
      const { prompt: after, problems } = parsePrompt(exporter.fileName('x'), text);
      if (lost.length > 0) return;
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(sent(after!)).toEqual(sent(before));
    });
  },
);

describe('names of files', () => {
  it('hold letters, digits and hyphens', () => {
    expect(fileStem('Über die Straße! (2)')).toBe('über-die-straße-2');
    expect(fileStem('///')).toBe('prompt');
  });
});

describe('copied as code', () => {
  const snippets = codeSnippets(read('triage.prompt.yml', TEXT));
  const text = (id: string) => snippets.find((each) => each.id === id)!.text;

  it('variables are arguments, and nothing of the text becomes code', () => {
    expect(text('openai-python')).toContain('def ask(review: str, the_lang: str) -> str:');
    expect(text('openai-python')).toContain('"content": f"Review: {review} ({the_lang})"');
    expect(text('openai-python')).toContain(
      JSON.stringify('Sort "reviews" `well`, in {curly} braces.\nCost: ${5}\n'),
    );
    expect(text('openai-node')).toContain('content: `Review: ${review} (${the_lang})`');
    expect(text('openai-node')).toContain('temperature: 0');
    expect(text('anthropic-python')).toContain('max_tokens=5');
    expect(text('anthropic-python')).toContain('system="Sort');
    expect(text('curl')).toContain('REVIEW');
  });

  it('has the tools and the form of the answer, as each language writes them', () => {
    const schema =
      'responseFormat: json_schema\njsonSchema: \'{"name":"n","strict":true,"schema":{"type":"object"}}\'\n';
    const all = codeSnippets(read('tools.prompt.yml', `${TOOLS}${schema}`));
    const of = (id: string) => all.find((each) => each.id === id)!.text;
    expect(of('openai-python')).toContain('"strict": True, "schema": {"type": "object"}');
    expect(of('openai-python')).toContain(
      'tools=[{"type": "function", "function": {"name": "get_weather"',
    );
    expect(of('openai-python')).toContain('return response.choices[0].message\n');
    expect(of('openai-node')).toContain('response_format: {"type":"json_schema"');
    expect(of('anthropic-python')).toContain('"input_schema": {"type": "object"');
    expect(of('ai-sdk')).toContain(
      '"get_weather": tool({ description: "The weather", inputSchema: jsonSchema(',
    );
    expect(JSON.parse(/-d '([\s\S]*)'/.exec(of('curl'))![1]!)).toMatchObject({
      tools: [{ function: { name: 'get_weather' } }],
      response_format: { type: 'json_schema' },
    });
    for (const id of ['openai-node', 'ai-sdk'])
      expect(() => transformSync(of(id), { loader: 'ts' })).not.toThrow();
  });

  it('is not offered for a template with logic', () => {
    expect(codeSnippets(read('a.prompty', 'user:\n{% if a %}x{% endif %}'))).toEqual([]);
  });
});

describe('checks on calls and on meaning', () => {
  const exported = (id: string) =>
    EXPORTERS.find((each) => each.id === id)!.export(read('tools.prompt.yml', TOOLS));

  it('stand in the settings of a format without a place for them', () => {
    const { text } = exported('prompty');
    expect(read('tools.prompty', text).checks).toEqual(read('tools.prompt.yml', TOOLS).checks);
  });

  it('are assertions of promptfoo, by name where it compares names alone', () => {
    const { text, lost } = exported('promptfoo');
    const [row] = read('promptfooconfig.yaml', text).cases;
    const expected = '[{"name":"get_weather","arguments":{"city":"Oslo"}}]';
    expect(row?.checks).toEqual([
      { kind: 'toolNames', name: 'tool-call-f1', values: ['get_weather'], least: 0.8 },
      { kind: 'validToolCalls', name: 'is-valid-openai-tools-call' },
      { kind: 'similar', name: 'similar', values: [expected], least: 0.8 },
    ]);
    expect(lost.join(' ')).toContain('compares only the names of the tools');
  });
});

describe('checks that count differently', () => {
  const promptfoo = `prompts: ["{{q}}"]
providers: [openai:x]
sensitivity: { judge: true }
tests:
  - vars: { q: a }
    threshold: 0
    assert:
      - { type: contains, value: a, weight: 3 }
      - { type: assert-set, threshold: 0.5, weight: 0, assert: [{ type: icontains, value: b }] }
      - { type: llm-rubric, value: kind, threshold: 0.8 }
`;
  const to = (id: string, path: string, text: string) =>
    EXPORTERS.find((each) => each.id === id)!.export(read(path, text));
  const before = read('promptfooconfig.yaml', promptfoo);

  it('count the same in another promptfoo configuration', () => {
    const { text, lost } = to('promptfoo', 'promptfooconfig.yaml', promptfoo);
    const [test] = before.cases[0]!.checks!;
    expect(read('promptfooconfig.yaml', text).cases[0]!.checks).toEqual([
      { ...test, name: 'assert-set' },
    ]);
    expect(lost).toEqual([]);
  });

  it('are counted one by one where a format has no place for them', () => {
    const { lost } = to('prompty', 'promptfooconfig.yaml', promptfoo);
    expect(lost).toContainEqual(expect.stringContaining('3 checks of single cases'));
  });

  it('keep their weights in the settings', () => {
    const yaml =
      'messages:\n- { role: user, content: "{{q}}" }\nsensitivity:\n  checks: [{ contains: a, weight: 0 }, { rubric: b, threshold: 0.5, weight: 2 }]\n';
    const { checks } = read('a.prompt.yml', yaml);
    expect(checks).toEqual([
      { kind: 'contains', name: 'check 1', value: 'a', weight: 0 },
      { kind: 'rubric', name: 'check 2', value: 'b', least: 0.5, weight: 2 },
    ]);
    const { text } = to('dotprompt', 'a.prompt.yml', yaml);
    expect(read('a.prompt', text).checks).toEqual(checks);
  });
});
