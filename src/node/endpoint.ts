/** Opens the chosen model: an endpoint, the trial model's server, or a recording. */

import type { ModelApi } from '../core/ports/api.js';
import type { Config } from '../core/prompt/settings/config.js';
import { UserError } from '../core/errors.js';
import type { Endpoint } from '../core/models/endpoint.js';
import { openAiProvider, type OpenAiOptions } from '../core/models/openAi.js';
import { openAiEmbedder } from '../core/models/openAiEmbedder.js';
import { replayRecording } from '../core/models/recording.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { chooseModels, TRIAL_MODEL, type ChosenModel } from './chooseModel.js';
import { httpFetch, httpSend, type ProxySettings } from './httpFetch.js';
import { listPrice } from './listPrice.js';
import { findLocalServers, listModels } from './localServers.js';
import { systemClock } from '../core/ports/systemClock.js';
import { recordingFile, type Workspace } from './workspace.js';
import { readRecording } from './recordings.js';
import type { TrialModelHost } from './trialModelHost.js';
import { shellWord } from '../core/text/shellWord.js';
import { worded } from '../core/say/worded.js';

export interface ModelAsked {
  readonly model?: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly api?: ModelApi;
}

const DEFAULT_CONCURRENCY = 4;
/** The trial server handles one call at a time; a second one waits, so that it is never idle. */
export const TRIAL_CONCURRENCY = 2;
/** Timeout for the model list of an explicitly named endpoint, which may be remote. */
const NAMED_PATIENCE_MS = 5000;
const DEFAULT_TIMEOUT_MS = 120_000;

export function modelsFor(
  asked: ModelAsked,
  prompt: Prompt | null,
  {
    config,
    env,
    proxy,
    signal,
  }: {
    config: Config;
    env: Readonly<Record<string, string | undefined>>;
    /** Replaces the proxies of the environment. */
    proxy?: ProxySettings | undefined;
    signal?: AbortSignal;
  },
): Promise<ChosenModel[]> {
  const cancelled = signal ? { signal } : {};
  return chooseModels({
    asked,
    prompt,
    config,
    env,
    findLocalServers: () => findLocalServers(cancelled),
    listModels: (baseUrl, apiKey) =>
      listModels(baseUrl, {
        headers: authorization(apiKey),
        patienceMs: NAMED_PATIENCE_MS,
        fetchFrom: httpFetch({ proxy }),
        ...cancelled,
      }),
  });
}

export const authorization = (apiKey: string | null): Record<string, string> =>
  apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };

export interface OpenHow {
  readonly concurrency: number | null;
  readonly stream: boolean;
  readonly trial: TrialModelHost;
  /** Replaces the proxies of the environment. */
  readonly proxy?: ProxySettings | undefined;
}

/** The judge model, if it is not the tested one. */
export async function openJudge(
  { judge }: ChosenModel,
  how: OpenHow,
): Promise<Pick<Endpoint, 'judge'>> {
  return judge ? { judge: await openEndpoint(judge, { ...how, concurrency: null }) } : {};
}

export async function openEndpoint(chosen: ChosenModel, how: OpenHow): Promise<Endpoint> {
  const trial = chosen.baseUrl === null;
  const { baseUrl, model } =
    chosen.baseUrl === null
      ? await how.trial.server()
      : { baseUrl: chosen.baseUrl, model: chosen.model };
  const concurrency =
    how.concurrency ?? chosen.concurrency ?? (trial ? TRIAL_CONCURRENCY : DEFAULT_CONCURRENCY);
  const options = openAiOptions({ ...chosen, baseUrl }, { ...how, concurrency });
  const provider = openAiProvider(options);
  return {
    // The trial server's port changes with every run, but cached answers must still be found.
    provider: trial ? { ...provider, id: TRIAL_MODEL } : provider,
    model,
    price: chosen.price ?? (trial ? null : await listPrice(baseUrl, model)),
    concurrency,
    recordedAt: null,
    ...(chosen.api ? { api: chosen.api } : {}),
    ...(chosen.parameters ? { parameters: chosen.parameters } : {}),
    ...(await openJudge(chosen, how)),
    ...(await embedderOf(chosen, options, how.trial)),
    ...(trial ? { whiteBox: (signal: AbortSignal) => how.trial.whiteBox(signal) } : {}),
  };
}

export function openAiOptions(
  { baseUrl, api, apiKey, headers, timeoutMs: asked }: ChosenModel & { readonly baseUrl: string },
  { concurrency, stream, proxy }: Pick<OpenHow, 'stream' | 'proxy'> & { concurrency: number },
): OpenAiOptions {
  const timeoutMs = asked ?? DEFAULT_TIMEOUT_MS;
  const http = { connections: concurrency, silenceMs: timeoutMs, proxy };
  return {
    ...{ baseUrl, apiKey, headers, timeoutMs, stream, clock: systemClock },
    ...{ fetch: httpFetch(http), send: httpSend(http) },
    ...(api ? { api } : {}),
  };
}

/** The one beside the model; the trial model brings its own. */
async function embedderOf(
  { baseUrl, embeddings }: ChosenModel,
  options: OpenAiOptions,
  trial: TrialModelHost,
): Promise<Pick<Endpoint, 'embedder'>> {
  if (embeddings !== null) return { embedder: openAiEmbedder(options, embeddings) };
  if (baseUrl !== null) return {};
  const { trialEmbedder } = await import('./trialModel/embedder.js');
  return { embedder: trialEmbedder(() => trial.embedder()) };
}

/** Throws `UserError` when the prompt has no recording. */
export async function openRecording(workspace: Workspace, promptPath: string): Promise<Endpoint> {
  const recording = await readRecording(workspace, promptPath);
  if (!recording) {
    const path = recordingFile(workspace, promptPath);
    throw new UserError(worded`${promptPath} has no recorded answers (${path}).`, {
      commandLine: worded`Record them with \`plumbline test ${shellWord(promptPath)} --record\`.`,
    });
  }
  const { lines, path } = recording;
  const { header, provider } = replayRecording(lines, workspace.pathOf(path));
  return {
    provider,
    model: header.model,
    price: { input: 0, output: 0 },
    concurrency: 1,
    recordedAt: header.recordedAt,
  };
}
