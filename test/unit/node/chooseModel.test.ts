import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import {
  onCommandLine,
  ProviderError,
  UserError,
  type ProviderFailure,
} from '../../../src/core/errors.js';
import { chooseModels, type ModelQuestion } from '../../../src/node/chooseModel.js';
import { english } from '../../../src/core/say/say.js';

const CONFIG = `
models:
  gpt: { baseUrl: https://api.example.com/v1, model: big-model, apiKey: { env: KEY }, price: { input: 1, output: 2 } }
  local: { baseUrl: http://127.0.0.1:8080/v1, model: small-model, concurrency: 2 }
aliases: { openai/gpt-4o-mini: gpt }
`;
const SERVER = {
  name: 'Ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  models: ['llama3.2', 'qwen3'],
};

const choose = async (
  part: Partial<ModelQuestion> & { yaml?: string; model?: string | null; models?: string[] } = {},
) => {
  const { yaml = CONFIG, model = null, models, ...rest } = part;
  return chooseModels({
    asked: {},
    prompt: { path: 'p', model, settings: models ? { models } : {} },
    config: parseConfig(yaml).config ?? {},
    env: { KEY: 'secret' },
    findLocalServers: () => Promise.resolve([]),
    listModels: () => Promise.resolve([]),
    ...rest,
  });
};

describe('the model a prompt is tested on', () => {
  it('is the one the command line names', async () => {
    const [chosen] = await choose({ asked: { model: 'gpt' }, model: 'local' });
    expect(chosen).toMatchObject({
      alias: 'gpt',
      model: 'big-model',
      apiKey: 'secret',
      price: { input: 1, output: 2 },
    });
  });

  it('is the one at the address the command line gives', async () => {
    const [chosen] = await choose({ asked: { baseUrl: 'http://127.0.0.1:9/v1', model: 'm' } });
    expect(chosen).toMatchObject({ baseUrl: 'http://127.0.0.1:9/v1', model: 'm', apiKey: null });
  });

  it('is the first that an address lists, where none is named', async () => {
    const [chosen] = await choose({
      asked: { baseUrl: 'http://127.0.0.1:9/v1' },
      listModels: () => Promise.resolve(['first', 'second']),
    });
    expect(chosen?.model).toBe('first');
  });

  it('is none where the address cannot be used, with the reason', async () => {
    const at = (failure: ProviderFailure) =>
      choose({
        asked: { baseUrl: 'http://127.0.0.1:9/v1' },
        listModels: () => Promise.reject(new ProviderError('the reason', { failure })),
      });
    for (const failure of ['unreachable', 'timeout', 'unauthorised', 'not-compatible'] as const)
      await expect(at(failure)).rejects.toThrow('the reason');
    await expect(at('not-found')).rejects.toThrow('does not list its models');
  });

  it('is asked with the key the command line names, wherever it comes from', async () => {
    const env = { KEY: 'secret', OTHER: 'other' };
    const key = async (model: string, apiKeyEnv: string) =>
      (await choose({ env, asked: { model, apiKeyEnv } }))[0]?.apiKey;
    expect(await key('gpt', 'OTHER')).toBe('other');
    expect(await key('local', 'OTHER')).toBe('other');
    await expect(key('local', 'NOPE')).rejects.toThrow('The environment variable NOPE');
    await expect(key('trial', 'OTHER')).rejects.toThrow('does not use an API key');
  });

  it('is asked with no key that was copied in part, and none of it is said', async () => {
    const env = {
      KEY: 'secret',
      PADDED: ' sk-planted\n',
      BLANK: ' \n',
      CUT: 'sk-plan\nted',
      DOTS: 'sk-…',
    };
    const key = async (apiKeyEnv: string) =>
      (await choose({ env, asked: { model: 'gpt', apiKeyEnv } }))[0]?.apiKey;
    expect(await key('PADDED')).toBe('sk-planted');
    await expect(key('BLANK')).rejects.toThrow('The environment variable BLANK is not set');
    await expect(key('CUT')).rejects.toThrow(
      /^The API key in CUT cannot be sent: it holds a line break\.$/,
    );
    await expect(key('DOTS')).rejects.toThrow(
      /^The API key in DOTS cannot be sent: it holds the character "…"\.$/,
    );
  });

  it('is judged by the one that `judge` names, unless that is itself', async () => {
    const yaml = `${CONFIG}judge: gpt\n`;
    const [tested] = await choose({ yaml, asked: { model: 'local' } });
    expect(tested?.judge).toMatchObject({ alias: 'gpt', apiKey: 'secret' });
    expect((await choose({ yaml, asked: { model: 'gpt' } }))[0]?.judge).toBeNull();
    expect((await choose({ asked: { model: 'local' } }))[0]?.judge).toBeNull();
    await expect(
      choose({ yaml: `${CONFIG}judge: gtp\n`, asked: { model: 'local' } }),
    ).rejects.toThrow('Unknown model "gtp"');
  });

  it('is then the one the prompt file names, through aliases', async () => {
    expect((await choose({ model: 'openai/gpt-4o-mini' }))[0]?.alias).toBe('gpt');
    expect((await choose({ model: 'small-model' }))[0]?.alias).toBe('local');
  });

  it('is each of those the prompt’s settings list', async () => {
    expect((await choose({ models: ['local', 'gpt'] })).map(({ alias }) => alias)).toEqual([
      'local',
      'gpt',
    ]);
  });

  it('is then the first of plumbline.yml, saying which name was not known', async () => {
    const [chosen] = await choose({ model: 'publisher/unknown' });
    expect(chosen?.alias).toBe('gpt');
    expect(chosen?.note).toContain(
      'publisher/unknown, but plumbline.yml has neither a model nor an alias',
    );
  });

  it('is then that of a local server', async () => {
    const [chosen] = await choose({ yaml: '', findLocalServers: () => Promise.resolve([SERVER]) });
    expect(chosen).toMatchObject({ alias: 'Ollama', model: 'llama3.2', baseUrl: SERVER.baseUrl });
  });

  it('may be any a local server lists, by its name', async () => {
    const [chosen] = await choose({
      asked: { model: 'qwen3' },
      findLocalServers: () => Promise.resolve([SERVER]),
    });
    expect(chosen).toMatchObject({ model: 'qwen3', baseUrl: SERVER.baseUrl });
  });

  it('is asked for in three ways where there is none', async () => {
    const error: unknown = await choose({ yaml: '' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(onCommandLine(error as UserError, english)).toMatch(
      /No model was found[\s\S]*--model trial[\s\S]*ollama run[\s\S]*plumbline\.yml/,
    );
  });

  it('needs the key its entry names', async () => {
    await expect(choose({ asked: { model: 'gpt' }, env: {} })).rejects.toThrow(
      'The environment variable KEY is not set',
    );
  });

  it('is not to be had at what is no address', async () => {
    await expect(choose({ asked: { baseUrl: 'localhost' } })).rejects.toThrow('is not a URL');
  });
});

describe('plumbline.yml', () => {
  it('is refused with the place where it is wrong', () => {
    const { problems } = parseConfig(
      'models:\n  a:\n    baseUrl: ftp://x\n    model: m\n    apiKey: sk-live\n',
    );
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [3, '`models.a.baseUrl`: expected a URL such as http://127.0.0.1:8080/v1'],
      [
        5,
        '`models.a.apiKey`: an API key must not be in a file. Set it in an environment variable and write `apiKey: { env: NAME }`',
      ],
    ]);
  });
});
