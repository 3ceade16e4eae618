/** `plumbline bench ifscale`: how many keywords a model still holds. */

import { UserError } from '../../core/errors.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { renderStudyTerminal } from '../../core/report/studyTerminal.js';
import { ifscaleSubject } from '../../core/studies/load/ifscale.js';
import { load } from '../../core/studies/load/load.js';
import { workOf } from '../../core/study.js';
import { openStore } from '../../node/promptStore.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { endpointsFor, type EndpointOptions } from '../endpoints.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import type { TelemetryOptions } from '../otel/telemetry.js';
import { overridesOf, type AskedFor } from '../overrides.js';
import { runInTerminal } from '../terminalHost.js';
import { withTrialModel } from '../withTrialModel.js';
import { worded } from '../../core/say/worded.js';

export interface IfscaleOptions extends EndpointOptions, AskedFor, TelemetryOptions {
  readonly most: number;
  readonly runs: number;
  readonly json?: boolean;
  readonly cache: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export const ifscale = (options: IfscaleOptions): Promise<number> =>
  withTrialModel(async ({ terminal, signal, trial, telemetry }) => {
    const workspace = await findWorkspaceOf('.');
    const subject = ifscaleSubject(options);
    const { prompt } = subject;
    const settings = resolveRunSettings(prompt, workspace.config, overridesOf(options));
    const [first] = await endpointsFor(workspace, prompt, { options, terminal, trial, signal });
    if (!first) throw new UserError(worded`There is no model to ask.`);
    const observer = await telemetry.observe({
      ...{ options, config: workspace.config, study: load.id, endpoint: first.endpoint },
    });
    const result = await runInTerminal(
      workOf(load, subject),
      { settings, resume: 'never', useCache: options.cache, writeParaphrases: false },
      {
        ...{
          terminal,
          signal,
          ...first,
          options,
          observer,
        },
        store: openStore(workspace, prompt.path, terminal.say),
      },
    );
    if (!result) return EXIT.ok;
    const view = load.words(result, terminal.words);
    const curve = view.rows.filter(({ id }) => id.startsWith('density-'));
    terminal.out(
      options.json
        ? JSON.stringify(result, null, 2)
        : renderStudyTerminal({ ...view, rows: curve }, terminal),
    );
    return exitOfRun(result);
  });
