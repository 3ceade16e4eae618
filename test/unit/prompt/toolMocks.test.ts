import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/core/prompt/formats/formats.js';

const read = (block: string, files: Readonly<Record<string, string>> = {}, row = '') =>
  readPrompt(
    {
      path: 'a.prompt.yml',
      text: `messages:
  - { role: user, content: '{{q}}' }
testData:
  - { q: x${row} }
sensitivity:
  tools: [{ name: find }]
  steps: { ${block} }
`,
    },
    { trusted: true, environment: () => null, file: async (name) => files[name] ?? null },
  );

describe('mocks of tools', () => {
  it('may be in the block, by example and by rule', async () => {
    const { prompt, problems } = await read(
      'max: 4, mocks: [{ tool: find, with: { id: 1 }, output: { a: null } }, { tool: find, error: no }]',
    );
    expect(problems).toEqual([]);
    expect(prompt?.settings.steps).toEqual({
      max: 4,
      mocks: [
        { tool: 'find', with: { id: 1 }, output: { a: null } },
        { tool: 'find', error: 'no' },
      ],
    });
  });

  it('may be rows of a file, or recorded calls', async () => {
    const files = {
      'mocks.csv': 'tool,with,output,error\nfind,"{""id"": 1}",yes,\nfind,,,Busy\n',
      'calls.jsonl':
        '{"name":"find","arguments":{"id":1},"output":[2]}\n{"name":"find","arguments":"{\\"id\\":3}","output":null}\n',
    };
    const rows = await read('mocks: mocks.csv', files);
    expect(rows.prompt?.settings.steps?.mocks).toEqual([
      { tool: 'find', with: { id: 1 }, output: 'yes' },
      { tool: 'find', error: 'Busy' },
    ]);
    const recorded = await read('mocks: calls.jsonl', files);
    expect(recorded.prompt?.settings.steps?.mocks).toEqual([
      { tool: 'find', with: { id: 1 }, output: [2] },
      { tool: 'find', with: { id: 3 }, output: null },
    ]);
  });

  it.each([
    ['mocks: [{ tool: find }]', 'needs `output` or `error`, and not both'],
    ['mocks: [{ tool: find, output: 1, error: x }]', 'needs `output` or `error`, and not both'],
    ['mocks: [{ tool: find, with: {}, match: {}, output: 1 }]', 'takes `with` or `match`'],
    ['mocks: [{ tool: find, match: { id: "(" }, output: 1 }]', 'not a valid RE2 regular'],
    ['mocks: 7', 'expected a list of mocks'],
    ['faults: [fire]', 'faults'],
    ['max: 0', 'max'],
    ['mocks: gone.json', 'File not found: gone.json'],
    ['mocks: broken.json', 'invalid JSON'],
    ['mocks: other.json', 'other.json, row 2: `tool`:'],
  ])('are refused where they are none: %s', async (block, message) => {
    const files = { 'broken.json': '[{', 'other.json': '[{"tool":"find","output":1},{"x":1}]' };
    const { problems } = await read(block, files);
    expect(problems.map((each) => each.message).join('\n')).toContain(message);
    expect(problems[0]?.severity).toBe('error');
  });
});

describe('the expected calls of a case', () => {
  it('are a list, or a list as JSON, and no input', async () => {
    const calls = [{ name: 'find', args: { id: 1 } }];
    const list = await read('', {}, ', trajectory: [{ name: find, arguments: { id: 1 } }]');
    expect(list.prompt?.cases[0]).toMatchObject({ inputs: { q: 'x' }, trajectory: calls });
    const json = `, trajectory: '[{"name":"find","arguments":{"id":1}}]'`;
    expect((await read('', {}, json)).prompt?.cases[0]?.trajectory).toEqual(calls);
    expect((await read('', {}, ', trajectory: []')).prompt?.cases[0]?.trajectory).toEqual([]);
  });

  it('are an input where they are no calls', async () => {
    const { prompt } = await read('', {}, ', trajectory: north');
    expect(prompt?.cases[0]?.trajectory).toBeUndefined();
    expect(prompt?.cases[0]?.inputs['trajectory']).toBe('north');
  });
});
