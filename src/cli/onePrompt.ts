/** Runs work on one prompt and one model: opens both, and handles Ctrl-C and the trial model. */

import { UserError } from '../core/errors.js';
import type { Endpoint } from '../core/models/endpoint.js';
import { resolveRunSettings, type RunSettings } from '../core/plan/runSettings.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { findWorkspace, type Workspace } from '../node/workspace.js';
import { endpointsFor, type EndpointOptions } from './endpoints.js';
import type { Telemetry, TelemetryOptions } from './otel/telemetry.js';
import type { Terminal } from './output.js';
import { overridesOf, type AskedFor } from './overrides.js';
import { usablePrompt } from './readPrompt.js';
import { withTrialModel } from './withTrialModel.js';
import { worded } from '../core/say/worded.js';

export interface OnePromptOptions extends EndpointOptions, AskedFor, TelemetryOptions {
  readonly sharedCache?: boolean;
}

export interface OnePrompt {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly workspace: Workspace;
  readonly endpoint: Endpoint;
  /** What the user should know about the choice of the model. */
  readonly note: string | null;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly telemetry: Telemetry;
}

/** Throws `UserError` if the prompt is invalid or no model is available. */
export async function onOnePrompt(
  file: string,
  options: OnePromptOptions,
  measure: (place: OnePrompt) => Promise<number>,
): Promise<number> {
  return withTrialModel(async ({ terminal, signal, trial, telemetry }) => {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, terminal.say);
    const settings = resolveRunSettings(prompt, workspace.config, overridesOf(options));
    const [first] = await endpointsFor(workspace, prompt, { options, terminal, trial, signal });
    if (!first) throw new UserError(worded`No model found for ${file}.`);
    return measure({ prompt, settings, workspace, ...first, terminal, signal, telemetry });
  }, options);
}
