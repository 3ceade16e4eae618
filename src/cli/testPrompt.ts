/** One prompt on one endpoint: run, keep, show. */

import { sensitivity } from '../core/studies/sensitivity/sensitivity.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import { renderTerminal } from '../core/report/terminal.js';
import { viewOf } from '../core/report/view.js';
import type { Endpoint } from '../core/models/endpoint.js';
import type { Design } from '../core/plan/design.js';
import type { RunSettings } from '../core/plan/runSettings.js';
import { runStudy, type Subject } from '../core/study.js';
import { openStore } from '../node/promptStore.js';
import type { Workspace } from '../node/workspace.js';
import type { TestContext } from './testContext.js';
import { createRecorder, type Recorder } from './recorder.js';
import { terminalHost } from './terminalHost.js';

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
  const { options, terminal, signal } = context;
  const store = openStore(workspace, subject.prompt.path, terminal.say);
  let recorder: Recorder | null = null;
  const { host, end } = terminalHost<Design, Report>({
    ...{ terminal, signal, store, endpoint, note },
    dryRun: options.dryRun ?? false,
    onOutcome(outcome, { plan }) {
      if (options.record) (recorder ??= createRecorder(workspace, plan)).add(outcome);
    },
  });
  const request = {
    ...{ endpoint, settings, only: null },
    resume: options.resume ? ('required' as const) : ('never' as const),
    useCache: options.cache,
    writeParaphrases: writesParaphrases,
  };
  try {
    const report = await runStudy(sensitivity, { subject, request, host });
    end();
    if (!report) return null;
    const recorded = await (recorder as Recorder | null)?.write();
    if (recorded) terminal.say(`Recorded answers: ${recorded}`);
    (options.json === '-' ? terminal.say : terminal.out)(renderTerminal(viewOf(report), terminal));
    return report;
  } finally {
    end();
  }
}
