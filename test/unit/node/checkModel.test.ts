import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../src/node/checkModel.js';
import { answer, endpointsOfEachTest, json } from '../../support/endpoint.js';
import { items, respond, responseOf } from '../../support/responses.js';

const endpointThat = endpointsOfEachTest();
const signal = new AbortController().signal;
const check = (baseUrl: string) =>
  checkModel({ baseUrl, apiKey: null, model: 'm' }, { signal, proxy: undefined });

describe('checking a model', () => {
  it('asks through the Responses API where the endpoint says so', async () => {
    const { baseUrl } = await endpointThat((asked, response, _, { url }) => {
      if (url?.endsWith('/responses'))
        return respond(asked, response, responseOf([items.message('red')]));
      json(response, 404, {
        error: {
          message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
        },
      });
    });
    expect(await check(baseUrl)).toMatchObject({ answers: true, api: 'responses', seed: false });
  });

  it('asks through chat completions otherwise', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'red'));
    const found = await check(baseUrl);
    expect(found.answers).toBe(true);
    expect(found.api).toBeUndefined();
  });
});
