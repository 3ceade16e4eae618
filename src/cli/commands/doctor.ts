/** `plumbline doctor`: checks whether the endpoint is reachable, accepts the key, and what it supports. */

import { ProviderError } from '../../core/errors.js';
import { probeCapabilities, type Capabilities } from '../../core/models/capabilities.js';
import { openAiProvider } from '../../core/models/openAi.js';
import { money } from '../../core/words/figures.js';
import { printable } from '../../core/text/printable.js';
import { listPrice } from '../../node/listPrice.js';
import { httpFetch } from '../../node/httpFetch.js';
import { listModels } from '../../node/localServers.js';
import type { Price } from '../../core/ports/model.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { findWorkspace } from '../../node/workspace.js';
import {
  authorization,
  modelsFor,
  trialModelHost,
  type ModelAsked,
  type TrialModelHost,
} from '../../node/endpoint.js';
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
    timeoutMs: TIMEOUT_MS,
    fetch: httpFetch(),
    clock: systemClock,
  };
  const capabilities = await probeCapabilities(
    {
      streamed: openAiProvider({ ...shared, stream: true }),
      plain: openAiProvider({ ...shared, stream: false }),
    },
    model,
    signal,
  );
  // A cancelled probe looks like an endpoint that supports nothing.
  signal.throwIfAborted();
  const models = await listModels(baseUrl, {
    headers: { ...authorization(chosen.apiKey), ...chosen.headers },
    signal,
  }).catch((error: unknown) => {
    // Many working endpoints do not list their models.
    if (error instanceof ProviderError) return null;
    throw error;
  });
  const price = chosen.price ?? (await listPrice(baseUrl, model));
  const key = chosen.apiKey === null ? 'none sent' : 'sent';
  if (options.json)
    terminal.out(
      JSON.stringify({ endpoint: baseUrl, model, key, models, price, capabilities }, null, 2),
    );
  else
    terminal.out(
      [
        `${baseUrl}, model ${model}, key ${key}`,
        `models     ${printable(listedText(models))}`,
        `price      ${priceText(price)}`,
        ...linesOf(capabilities),
      ].join('\n'),
    );
  return capabilities.answers ? EXIT.ok : EXIT.providerStopped;
}

const listedText = (models: readonly string[] | null) =>
  models === null || models.length === 0
    ? 'not listed by the endpoint'
    : models.slice(0, 20).join(', ');

const priceText = (price: Price | null) =>
  price === null ? money(null) : `$${price.input} in, $${price.output} out, per million tokens`;

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
      found.temperature ? 'accepted' : 'rejected: remove it from the prompt file',
    ),
    line(found.seed, 'seed', found.seed ? 'accepted' : 'rejected: not sent'),
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
          'deterministic',
          found.deterministic
            ? 'same answer twice at temperature 0'
            : 'different answers at temperature 0: repeats measure this noise',
        ),
  ];
}
