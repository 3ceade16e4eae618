import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/core/prompt/formats/formats.js';
import { retrievalQuestion } from '../../../src/core/prompt/cases/frozenPassages.js';

const KEPT = '.plumbline/contexts/a.prompt.yml.json';
const read = (files: Readonly<Record<string, string>>, message = '{{contexts}} {{q}}') =>
  readPrompt(
    {
      path: 'a.prompt.yml',
      text: `messages:
  - { role: user, content: '${message}' }
testData:
  - { q: Where is Anna?, relevant: [b] }
  - { q: Where is Ben?, contexts: [his own] }
`,
    },
    { trusted: true, environment: () => null, file: async (name) => files[name] ?? null },
  );
const kept = (question: string) =>
  JSON.stringify({ version: 1, retrieved: { [question]: [{ id: 'b', text: 'In Rome.' }] } });

describe('passages that were retrieved once', () => {
  it('are those of the case that asks the question, and its own go first', async () => {
    const { prompt, problems } = await read({ [KEPT]: kept('Where is Anna?') });
    expect(problems).toEqual([]);
    expect(prompt?.cases[0]).toMatchObject({
      ...{ contexts: [{ id: 'b', text: 'In Rome.' }], relevant: ['b'] },
      inputs: { q: 'Where is Anna?', contexts: '[b] In Rome.' },
    });
    expect(prompt?.cases[1]?.contexts).toEqual([{ id: '1', text: 'his own' }]);
  });

  it('are none of a question that was changed, nor of a prompt that shows none', async () => {
    const other = await read({ [KEPT]: kept('Where was Anna?') });
    expect(other.prompt?.cases[0]?.contexts).toBeUndefined();
    expect(other.prompt?.cases[0]?.relevant).toEqual(['b']);
    const without = await read({ [KEPT]: kept('Where is Anna?') }, '{{q}}');
    expect(without.prompt?.cases[0]?.contexts).toBeUndefined();
  });

  it('are reported where the file holds none', async () => {
    for (const text of ['no JSON', '{}', '{"version":2,"retrieved":{}}'])
      expect((await read({ [KEPT]: text })).problems[0]).toMatchObject({
        ...{ severity: 'warning', message: `${KEPT} holds no retrieved passages.` },
      });
  });

  it('were asked for with the inputs of the case but the passages', () => {
    expect(retrievalQuestion({ q: 'Who?', contexts: 'x', place: 'here' })).toBe('Who?\nhere');
  });
});
