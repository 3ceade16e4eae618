import { describe, expect, it } from 'vitest';
import { NO_PARAMETERS, overModel } from '../../../src/core/prompt/parameters.js';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';

const read = (parameters: string, own = '') =>
  parsePrompt(
    'a.prompt.yml',
    `messages:\n  - { role: user, content: x }\n${own}sensitivity:\n  parameters: ${parameters}\n`,
  );

describe('parameters of any name', () => {
  it('are sent as the file has them, the known ones in their place', () => {
    const { prompt, problems } = read(
      '{ temperature: 0.2, max_tokens: 5, top_k: 4, reasoning_effort: low }',
    );
    expect(problems).toEqual([]);
    expect(prompt?.parameters).toMatchObject({
      ...{ temperature: 0.2, maxTokens: 5 },
      extra: { top_k: 4, reasoning_effort: 'low' },
    });
  });

  it('stand beside those of the prompt itself', () => {
    const own = 'modelParameters: { temperature: 0, maxTokens: 9, min_p: 0.1 }\n';
    expect(read('{ temperature: 1 }', own).prompt?.parameters).toMatchObject({
      ...{ temperature: 1, maxTokens: 9, extra: { min_p: 0.1 } },
    });
  });

  it.each([
    ['{ temperature: 3 }', 'temperature'],
    ['{ top_p: 2 }', 'top_p'],
    ['{ maxTokens: 0 }', 'maxTokens'],
    ['{ messages: [] }', 'the messages are the prompt'],
    ['{ stream: true }', 'whether answers are streamed'],
    ['{ n: 3 }', 'repeats'],
  ])('%s is an error', (parameters, message) => {
    const [problem] = read(parameters).problems;
    expect(problem?.severity).toBe('error');
    expect(problem?.message).toContain(message);
  });

  it('of a model hold where the prompt is silent', () => {
    const own = { ...NO_PARAMETERS, temperature: 0, maxTokens: 9, extra: { top_k: 1 } };
    const model = { temperature: 1, max_completion_tokens: 4, top_k: 2, top_p: 0.5, x: { y: 1 } };
    expect(overModel(own, model)).toMatchObject({
      ...{ temperature: 0, topP: 0.5, maxTokens: 9, maxCompletionTokens: null },
      extra: { top_k: 1, x: { y: 1 } },
    });
    const yml =
      'models: { a: { baseUrl: http://127.0.0.1:1/v1, model: m, parameters: { temperature: 9 } } }';
    expect(parseConfig(yml).problems[0]?.message).toContain('temperature');
  });
});
