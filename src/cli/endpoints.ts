/** Opens the models a command runs on. */

import { UserError } from '../core/errors.js';
import type { Endpoint } from '../core/models/endpoint.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { TRIAL_MODEL } from '../node/chooseModel.js';
import { modelsFor, openEndpoint, openRecording, type ModelAsked } from '../node/endpoint.js';
import { trialModelHost, type TrialModelHost } from '../node/trialModelHost.js';
import type { Workspace } from '../node/workspace.js';
import type { Terminal } from './output.js';
import { worded } from '../core/say/worded.js';

export interface EndpointOptions extends ModelAsked {
  readonly concurrency?: number;
  readonly stream: boolean;
  readonly replay?: boolean;
}

/** Runs work that makes a few calls, starting and stopping the trial model if needed. Null if there is no model. */
export async function withAskedModel<T>(
  prompt: Prompt,
  { config }: Pick<Workspace, 'config'>,
  {
    options,
    terminal,
    signal,
    work,
  }: {
    options: ModelAsked;
    terminal: Terminal;
    signal: AbortSignal;
    work: (endpoint: Endpoint) => Promise<T>;
  },
): Promise<T | null> {
  const trial = trialModelHost({ say: terminal.say, signal });
  try {
    const [chosen] = await modelsFor(options, prompt, { config, env: process.env, signal });
    if (!chosen) return null;
    return await work(await openEndpoint(chosen, { concurrency: null, stream: false, trial }));
  } finally {
    await trial.stop();
  }
}

/** One endpoint per model to test on. Throws `UserError` if one is not available. */
export async function endpointsFor(
  workspace: Workspace,
  prompt: Prompt,
  {
    options,
    terminal,
    trial,
    signal,
  }: {
    options: EndpointOptions;
    terminal: Pick<Terminal, 'say'>;
    trial: TrialModelHost;
    signal: AbortSignal;
  },
): Promise<{ endpoint: Endpoint; note: string | null }[]> {
  if (options.replay)
    return [{ endpoint: await openRecording(workspace, prompt.path), note: null }];
  const how = { concurrency: options.concurrency ?? null, stream: options.stream, trial };
  const chosen = await modelsFor(options, prompt, {
    config: workspace.config,
    env: process.env,
    signal,
  });
  const endpoints = [];
  for (const model of chosen) {
    const endpoint = await openEndpoint(model, how).catch((error: unknown) => {
      // Without the trial model, the recorded examples still show what Plumbline does.
      if (model.alias !== TRIAL_MODEL || !(error instanceof UserError)) throw error;
      terminal.say(worded`${error.sentence} Replaying recorded answers instead.`);
      return openRecording(workspace, prompt.path);
    });
    endpoints.push({ endpoint, note: model.note });
  }
  return endpoints;
}
