/** One prompt on one endpoint: run, keep, show. */

import { sensitivity } from '../core/studies/sensitivity/sensitivity.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import type { Endpoint } from '../core/models/endpoint.js';
import type { RunSettings } from '../core/plan/runSettings.js';
import { workOf, type Subject } from '../core/study.js';
import { openStore } from '../node/promptStore.js';
import type { Workspace } from '../node/workspace.js';
import type { TestContext } from './testContext.js';
import { createRecorder, type Recorder } from './recorder.js';
import type { Terminal } from './output.js';
import { showReport } from './showReport.js';
import { runInTerminal } from './terminalHost.js';

export interface PromptOnEndpoint {
  readonly workspace: Workspace;
  readonly endpoint: Endpoint;
  readonly note: string | null;
  readonly context: TestContext;
  /** Whether a model may be asked for paraphrases that are missing; absent: yes. */
  readonly writesParaphrases?: boolean;
}

/** Null for a dry run. Throws `UserError` for errors before the first call. */
export async function testPrompt(
  subject: Subject,
  settings: RunSettings,
  { workspace, endpoint, note, context, writesParaphrases = true }: PromptOnEndpoint,
): Promise<Report | null> {
  const { options, terminal, signal, telemetry } = context;
  const store = openStore(workspace, subject.prompt.path, terminal.say);
  const observer = await telemetry.observe({
    ...{ options, config: workspace.config, study: sensitivity.id, endpoint },
  });
  let recorder: Recorder | null = null;
  const report = await runInTerminal(
    workOf(sensitivity, subject),
    {
      settings,
      resume: options.resume ? 'required' : 'never',
      useCache: options.cache,
      writeParaphrases: writesParaphrases,
    },
    {
      ...{ terminal, signal, store, endpoint, note, observer },
      options,
      onOutcome(outcome, { plan }) {
        if (options.record) (recorder ??= createRecorder(workspace, plan)).add(outcome);
      },
    },
  );
  if (!report) return null;
  const made = recorder as Recorder | null;
  if (made) await writeRecorded(made, terminal);
  showReport(report, terminal, options);
  return report;
}

/** What should not be committed is said before the file is there. */
async function writeRecorded(recorder: Recorder, { say, words }: Terminal): Promise<void> {
  const findings = recorder.findings();
  for (const finding of findings) say(finding);
  if (findings.length > 0) say(words('Look at them before you commit the file.'));
  say(words('Recorded answers: {path}', { path: await recorder.write() }));
}
