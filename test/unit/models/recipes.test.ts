import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { completion, fakeClock } from '../../support/fakes.js';

const DOCS = readFileSync('docs/endpoints.md', 'utf8');
const snippets = [...DOCS.matchAll(/```yaml\n(\w+:[^]*?)```/g)].map(([, text]) => text ?? '');

/** Where a call goes, and with which key. */
async function sent(baseUrl: string, apiKey: string | null) {
  let seen: { url: string; headers: Headers } | null = null;
  const provider = openAiProvider({
    ...{ baseUrl, apiKey, headers: {}, timeoutMs: 1000, stream: false, clock: fakeClock() },
    fetch: (input, init) => {
      seen = { url: String(input as URL | string), headers: new Headers(init?.headers) };
      const { text, finishReason: finish_reason } = completion('ok');
      const choices = [{ message: { content: text }, finish_reason }];
      return Promise.resolve(Response.json({ choices }));
    },
  });
  await provider.complete(
    {
      ...{ model: 'm', messages: [], temperature: null, topP: null, maxTokens: null },
      ...{
        maxCompletionTokens: null,
        responseFormat: null,
        extra: {},
        seed: null,
        topLogprobs: null,
      },
    },
    { signal: new AbortController().signal, repeat: 1, omit: new Set() },
  );
  return seen as unknown as { url: string; headers: Headers };
}

describe('the documented recipes', () => {
  it.each(snippets.filter((text) => text.startsWith('models:')))('are read: %s', (text) => {
    expect(parseConfig(text).problems).toEqual([]);
  });

  it.each(snippets.filter((text) => text.startsWith('sensitivity:')))('are read: %s', (text) => {
    const file = `messages:\n  - { role: user, content: x }\n${text}`;
    const { prompt, problems } = parsePrompt('a.prompt.yml', file);
    expect(problems).toEqual([]);
    expect(prompt?.settings.extract).toBeDefined();
  });

  it('of Azure puts the version into the query and the key into its own header', async () => {
    const azure = 'https://x.openai.azure.com/openai/deployments/gpt?api-version=2024-10-21';
    const { url, headers } = await sent(azure, 'secret');
    expect(url).toBe(
      'https://x.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21',
    );
    expect([headers.get('api-key'), headers.get('authorization')]).toEqual(['secret', null]);
  });

  it('of the others send the key as the protocol has it', async () => {
    const { url, headers } = await sent('https://openrouter.ai/api/v1/', 'secret');
    expect(url).toBe('https://openrouter.ai/api/v1/chat/completions');
    expect([headers.get('api-key'), headers.get('authorization')]).toEqual([null, 'Bearer secret']);
  });
});
