/** `plumbline doctor`: checks whether the endpoint is reachable, accepts the key, and what it supports. */

import { ProviderError } from '../../core/errors.js';
import {
  probeCapabilities,
  type Capabilities,
  type ProbedFields,
} from '../../core/models/capabilities.js';
import { openAiProvider } from '../../core/models/openAi.js';
import { leftOutNotes, refusalsReplaced, type RefusalStore } from '../../core/run/refusedFields.js';
import { NO_PARAMETERS, overModel, responseFormatOf } from '../../core/prompt/parameters.js';
import type { Price } from '../../core/ports/model.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { noteText } from '../../core/words/notes.js';
import { english } from '../../core/words/say.js';
import type { ChosenModel } from '../../node/chooseModel.js';
import { refusalStore } from '../../node/promptStore.js';
import { money } from '../../core/words/figures.js';
import { printable } from '../../core/text/printable.js';
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
  terminal.out(options.json ? JSON.stringify(found, null, 2) : textOf(found));
  return capabilities.answers ? EXIT.ok : EXIT.providerStopped;
}

interface Found {
  readonly endpoint: string;
  readonly model: string;
  readonly key: string;
  /** Null where the endpoint does not list them. */
  readonly models: readonly string[] | null;
  readonly price: Price | null;
  readonly capabilities: Capabilities;
}

function textOf({ endpoint, model, key, models, price, capabilities }: Found): string {
  const listed =
    models === null || models.length === 0
      ? 'the endpoint does not list its models'
      : models.slice(0, 20).join(', ');
  const priced =
    price === null
      ? money(null)
      : `$${price.input} in, $${price.output} out, per million tokens${price.list ? ` (${price.list})` : ''}`;
  return [
    `${endpoint}, model ${model}, key ${key}`,
    `models     ${printable(listed)}`,
    `price      ${priced}`,
    ...linesOf(capabilities),
  ].join('\n');
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

const seedText = ({ seed, missing }: Capabilities): string =>
  seed ? 'accepted' : missing.includes('seed') ? 'not part of this API' : 'rejected: not sent';

function linesOf(found: Capabilities): string[] {
  if (!found.answers) return [`✗ answers  ${printable(found.error ?? 'no')}`];
  const line = (has: boolean, name: string, meaning: string) =>
    `${has ? '✓' : '✗'} ${name.padEnd(18)} ${meaning}`;
  return [
    line(true, 'answers', `in ${found.latencyMs ?? '?'} ms`),
    line(
      found.logprobs,
      'log probabilities',
      found.logprobs
        ? 'confidence from token probabilities'
        : 'not returned: confidence is agreement instead',
    ),
    line(
      found.temperature,
      'temperature',
      found.temperature ? 'accepted' : 'refused, and left out',
    ),
    line(found.seed, 'seed', seedText(found)),
    line(
      found.usage,
      'usage',
      found.usage ? 'token counts from the endpoint' : 'token counts are estimated',
    ),
    line(
      found.streaming,
      'streaming',
      found.streaming
        ? `first token after ${Math.round(found.ttftMs ?? 0)} ms`
        : 'not supported: use --no-stream',
    ),
    found.deterministic === null
      ? '? deterministic       unknown'
      : line(
          found.deterministic,
          'same text twice',
          found.deterministic
            ? found.temperature
              ? 'at temperature 0'
              : 'at the model’s own temperature'
            : 'no: repeats will measure the noise',
        ),
    ...leftOutNotes(found).map((each) => `! ${noteText(each, english)}`),
  ];
}
