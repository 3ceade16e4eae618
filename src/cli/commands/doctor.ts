/** `plumbline doctor`: checks whether the endpoint is reachable, accepts the key, and what it supports. */

import { ProviderError } from '../../core/errors.js';
import { probeCapabilities, type ProbedFields } from '../../core/models/capabilities.js';
import { openAiProvider } from '../../core/models/openAi.js';
import { refusalsReplaced, type RefusalStore } from '../../core/run/refusedFields.js';
import { NO_PARAMETERS, overModel, responseFormatOf } from '../../core/prompt/parameters.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import type { ChosenModel } from '../../node/chooseModel.js';
import { refusalStore } from '../../node/promptStore.js';
import { listPrice } from '../../node/listPrice.js';
import { httpFetch, httpSend } from '../../node/httpFetch.js';
import { listedModels } from '../../node/checkModel.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { findWorkspace } from '../../node/workspace.js';
import { modelsFor, type ModelAsked } from '../../node/endpoint.js';
import { trialModelHost, type TrialModelHost } from '../../node/trialModelHost.js';
import { cancellable } from '../cancelled.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { doctorText } from '../doctorText.js';

const TIMEOUT_MS = 60_000;

interface DoctorOptions extends ModelAsked {
  readonly json?: boolean;
}

export async function doctor(
  file: string | undefined,
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = rawOptions as unknown as DoctorOptions;
  const terminal = openTerminal();
  return cancellable(terminal, async (signal) => {
    const trial = trialModelHost({ say: terminal.say, signal });
    try {
      return await examine(file, options, { terminal, signal, trial });
    } finally {
      await trial.stop();
    }
  });
}

interface Examining {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly trial: TrialModelHost;
}

async function examine(
  file: string | undefined,
  options: DoctorOptions,
  { terminal, signal, trial }: Examining,
): Promise<number> {
  const workspace = await findWorkspace(file ?? 'plumbline.yml');
  const prompt = file === undefined ? null : await usablePrompt(file, workspace, terminal.say);
  const [chosen] = await modelsFor(options, prompt, {
    config: workspace.config,
    env: process.env,
    signal,
  });
  if (!chosen) return EXIT.badInput;
  const server = chosen.baseUrl === null ? await trial.server() : null;
  const baseUrl = server?.baseUrl ?? (chosen.baseUrl as string);
  const model = server?.model ?? chosen.model;
  const shared = {
    baseUrl,
    apiKey: chosen.apiKey,
    headers: chosen.headers,
    ...(chosen.api ? { api: chosen.api } : {}),
    timeoutMs: TIMEOUT_MS,
    fetch: httpFetch(),
    send: httpSend(),
    clock: systemClock,
  };
  const plain = openAiProvider({ ...shared, stream: false });
  const capabilities = await probeCapabilities(
    { streamed: openAiProvider({ ...shared, stream: true }), plain },
    model,
    { signal, fields: fieldsOf(prompt, chosen) },
  );
  // A cancelled probe looks like an endpoint that supports nothing.
  signal.throwIfAborted();
  if (capabilities.answers && server === null)
    await remember(refusalStore(workspace), { endpoint: plain.id, model }, capabilities.refused);
  const models = await listedModels(shared, { signal }).catch((error: unknown) => {
    // Many working endpoints do not list their models.
    if (error instanceof ProviderError) return null;
    throw error;
  });
  const price = chosen.price ?? (await listPrice(baseUrl, model));
  const key = chosen.apiKey === null ? 'none sent' : 'sent';
  const found = { endpoint: plain.id, model, key, models, price, capabilities };
  terminal.out(options.json ? JSON.stringify(found, null, 2) : doctorText(found, terminal.words));
  return capabilities.answers ? EXIT.ok : EXIT.providerStopped;
}

/** What the prompt would send, with the model's own parameters; null without a prompt and any of them. */
function fieldsOf(prompt: Prompt | null, { parameters }: ChosenModel): ProbedFields | null {
  if (!prompt && !parameters) return null;
  const own = prompt?.parameters ?? NO_PARAMETERS;
  const all = parameters ? overModel(own, parameters) : own;
  const { temperature, topP, maxTokens, maxCompletionTokens, extra } = all;
  const responseFormat = responseFormatOf(all);
  return { temperature, topP, maxTokens, maxCompletionTokens, extra, responseFormat };
}

/** So that the next run does not have to be refused to learn it. */
async function remember(
  store: RefusalStore,
  place: { endpoint: string; model: string },
  names: readonly string[],
): Promise<void> {
  const before = await store.read();
  if (names.length === 0 && before === null) return;
  await store.write(refusalsReplaced(before, place, { names, at: systemClock.now() }));
}
