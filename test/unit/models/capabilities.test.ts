import { describe, expect, it } from 'vitest';
import { probeCapabilities } from '../../../src/core/models/capabilities.js';
import { openAiProvider } from '../../../src/core/models/openAi.js';
import { NO_PARAMETERS } from '../../../src/core/prompt/parameters.js';
import { answer, endpointsOfEachTest, refuse } from '../../support/endpoint.js';
import { fakeClock } from '../../support/fakes.js';

const endpoint = endpointsOfEachTest();

const probe = async (
  refused: readonly string[],
  fields: Parameters<typeof probeCapabilities>[2]['fields'] = null,
) => {
  const { baseUrl, asked } = await endpoint((request, response) => {
    const name = refused.find((each) => each in request);
    if (name) return refuse(response, 400, `Unsupported parameter: ${name}`);
    answer(request, response, 'red');
  });
  const shared = { baseUrl, apiKey: null, headers: {}, timeoutMs: 1000, fetch, clock: fakeClock() };
  const found = await probeCapabilities(
    {
      streamed: openAiProvider({ ...shared, stream: true }),
      plain: openAiProvider({ ...shared, stream: false }),
    },
    'm',
    { signal: new AbortController().signal, fields },
  );
  return { found, asked };
};

describe('what an endpoint can do', () => {
  it('is found although it refuses a usual field, which is named', async () => {
    const { found, asked } = await probe(['max_tokens', 'temperature', 'logprobs']);
    expect(found).toMatchObject({
      ...{ answers: true, temperature: false, logprobs: false, seed: true, streaming: true },
      refused: ['max_tokens', 'temperature', 'logprobs'],
    });
    expect(asked.at(-1)).toMatchObject({ max_completion_tokens: 16 });
  });

  it('includes what a prompt would send', async () => {
    const { extra, ...own } = { ...NO_PARAMETERS, extra: { reasoning_effort: 'low', top_k: 5 } };
    const { found } = await probe(['top_k'], { ...own, extra, responseFormat: null });
    expect(found.refused).toEqual(['top_k']);
  });

  it('is answering whole where it does not stream', async () => {
    const { found } = await probe(['stream']);
    expect(found).toMatchObject({ streaming: false, refused: ['stream'] });
  });
});
