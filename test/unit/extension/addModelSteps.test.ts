import { describe, expect, it } from 'vitest';
import { UserError, type ProviderError } from '../../../src/core/errors.js';
import { keyNameFor, KNOWN_PROVIDERS } from '../../../src/core/models/knownProviders.js';
import {
  stepsToModel,
  type AddModelQuestions,
  type AddModelTools,
} from '../../../src/extension/addModel/addModelSteps.js';

const NOTHING = {
  ...{ answers: true, logprobs: true, temperature: true, seed: true, usage: true, streaming: true },
  ...{ deterministic: true, latencyMs: 1, ttftMs: 1, refused: [], missing: [], error: null },
};
/** As in the extension, where what asks the endpoint is another bundle, with a class of its own. */
const fromAnotherBundle = (message: string, failure: ProviderError['failure']) =>
  Object.assign(new UserError(message), { name: 'ProviderError', failure });
const refusedKey = () => fromAnotherBundle('no such key', 'unauthorised');

/** A person who answers as told, and an endpoint that takes one key. */
function someone(
  id: string,
  answers: Partial<AddModelQuestions> = {},
  taken: string | null = null,
) {
  const keys = new Map<string, string>();
  const said: string[] = [];
  const ask: AddModelQuestions = {
    provider: async () => KNOWN_PROVIDERS.find((each) => each.id === id) ?? null,
    baseUrl: async () => 'https://models.example.com/v1',
    key: async (name, { refused }) => {
      said.push(`${name}: ${refused ?? 'first'}`);
      return refused === null && taken !== null ? 'wrong' : (taken ?? '');
    },
    model: async (listed, why) => {
      said.push(why ?? listed.join());
      return listed[0] ?? 'typed';
    },
    decide: async () => 'add',
    ...answers,
  };
  const tools: AddModelTools = {
    knowsKey: async (name) => keys.has(name),
    keepKey: async (name, key) => void keys.set(name, key),
    listModels: async ({ key }) => {
      if (taken !== null && (key === null || keys.get(key) !== taken)) throw refusedKey();
      return ['one', 'two'];
    },
    check: async () => NOTHING,
    keyNameFor,
  };
  return { ask, tools, keys, said, run: () => stepsToModel(ask, tools) };
}

describe('adding a model', () => {
  it('asks for a key by its usual name, again where it is refused, and writes its name only', async () => {
    const { run, said, keys } = someone('openai', {}, 'right');
    expect(await run()).toEqual({
      ...{ baseUrl: 'https://api.openai.com/v1', model: 'one' },
      apiKey: { env: 'OPENAI_API_KEY' },
    });
    expect(said).toEqual(['OPENAI_API_KEY: first', 'OPENAI_API_KEY: no such key', 'one,two']);
    expect(keys.get('OPENAI_API_KEY')).toBe('right');
  });

  it('writes the API that the check found the model to need', async () => {
    const { ask, tools } = someone('ollama');
    const check = async () => ({ ...NOTHING, api: 'responses' as const });
    expect(await stepsToModel(ask, { ...tools, check })).toEqual({
      ...{ baseUrl: 'http://127.0.0.1:11434/v1', model: 'one', api: 'responses' },
    });
  });

  it('asks for no key that is known', async () => {
    const { run, said, keys } = someone('groq', {}, 'right');
    keys.set('GROQ_API_KEY', 'right');
    await run();
    expect(said).toEqual(['one,two']);
  });

  it('asks for none on this machine', async () => {
    const { run, said } = someone('ollama');
    expect(await run()).toEqual({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'one' });
    expect(said).toEqual(['one,two']);
  });

  it('asks another endpoint without a key first, and for one where it wants one', async () => {
    const open = someone('other');
    expect(await open.run()).toEqual({ baseUrl: 'https://models.example.com/v1', model: 'one' });
    expect(open.said).toEqual(['one,two']);
    const closed = someone('other', { key: async () => 'right' }, 'right');
    expect(await closed.run()).toMatchObject({ apiKey: { env: 'MODELS_EXAMPLE_COM_API_KEY' } });
  });

  it('lets a name be typed where the endpoint lists none', async () => {
    const { ask, tools, said } = someone('vllm');
    const listModels = () => Promise.reject(fromAnotherBundle('HTTP 404', 'not-found'));
    expect(await stepsToModel(ask, { ...tools, listModels })).toMatchObject({ model: 'typed' });
    expect(said).toEqual(['HTTP 404']);
  });

  it('offers another model after a check, and can be stopped at each step', async () => {
    const tried: string[] = [];
    const { ask, tools } = someone('ollama', {
      model: async (listed) => listed[tried.length] ?? null,
      decide: async (model) => {
        tried.push(model);
        return tried.length === 1 ? 'another' : 'add';
      },
    });
    expect(await stepsToModel(ask, tools)).toMatchObject({ model: 'two' });
    for (const step of ['provider', 'model', 'decide'] as const)
      expect(await someone('ollama', { [step]: async () => null }).run()).toBeNull();
    expect(await someone('azure', { baseUrl: async () => null }).run()).toBeNull();
    expect(await someone('openai', { key: async () => null }, 'right').run()).toBeNull();
  });
});
