/** Measures a prompt again in the way its baseline was measured. */

import { UserError } from '../../core/errors.js';
import { asMeasured } from '../../core/studies/baseline/asMeasured.js';
import type { Endpoint } from '../../core/models/endpoint.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { isResult, summaryOf } from '../../core/studies/sensitivity/summary.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { openRecording } from '../../node/endpoint.js';
import { endpointsFor } from '../endpoints.js';
import { overridesOf } from '../overrides.js';
import type { TestContext, TestOptions } from '../testContext.js';
import { testPrompt } from '../testPrompt.js';
import type { InTerminal } from '../withTrialModel.js';
import type { Candidate } from './candidates.js';

export type Measurement =
  | { readonly report: Report }
  | { readonly report: null; readonly reason: 'no-model' | 'stopped'; readonly message: string };

/** The report of the run is not shown: it would hide what it was made for. A dry run measures nothing. Throws `UserError` for invalid settings. */
export async function measure(
  candidate: Candidate,
  options: Omit<TestOptions, 'json'>,
  { terminal, signal, trial, telemetry }: InTerminal,
): Promise<Measurement> {
  const { prompt, workspace, baseline, text, changed } = candidate;
  const context: TestContext = {
    // What did not change would be answered from the cache, which cannot know of another model.
    options: changed === 'asked' ? { ...options, cache: false } : options,
    terminal: { ...terminal, out: () => undefined },
    ...{ signal, trial, telemetry },
  };
  const opened = await endpointOf(candidate, context);
  if (typeof opened === 'string') return { report: null, reason: 'no-model', message: opened };
  const settings = resolveRunSettings(prompt, workspace.config, {
    ...overridesOf(context.options),
    ...asMeasured(baseline, prompt),
  });
  const report = await testPrompt({ prompt, text }, settings, {
    ...{ workspace, endpoint: opened, note: null, context },
    writesParaphrases: false,
  });
  if (!report) return { report: null, reason: 'stopped', message: 'Nothing was sent.' };
  if (isResult(summaryOf(report))) return { report };
  const failed = report.outcomes.find(({ error }) => error !== null)?.error;
  const message = report.stoppedBecause ?? failed ?? 'It was cancelled.';
  return { report: null, reason: 'stopped', message };
}

/** The baseline's own model where it is among those there are; recorded answers where there is none. Else the reason. */
async function endpointOf(
  { workspace, prompt, baseline }: Candidate,
  context: TestContext,
): Promise<Endpoint | string> {
  try {
    const found = await endpointsFor(workspace, prompt, context);
    const same = found.find(({ endpoint }) => endpoint.model === baseline.model.id);
    const chosen = (same ?? found[0])?.endpoint;
    if (chosen) return chosen;
    return await recordedOr(workspace, prompt.path, 'There is no model.');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (context.options.replay) return error.message;
    return recordedOr(workspace, prompt.path, error.message);
  }
}

const recordedOr = (workspace: Candidate['workspace'], path: string, otherwise: string) =>
  openRecording(workspace, path).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    return otherwise;
  });
