/** `plumbline test`: runs the sensitivity study on prompt files and writes reports. */

import { UserError } from '../../core/errors.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { readResults, viewsFor } from '../../core/library/keptResults.js';
import { openStore } from '../../node/promptStore.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { trialModelHost } from '../../node/trialModelHost.js';
import { cancelledByCtrlC } from '../cancelled.js';
import { endpointsFor } from '../endpoints.js';
import { EXIT, exitOfError, exitOfGates, exitOfRun, worstExit } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { overridesOf } from '../overrides.js';
import { usablePrompt } from '../readPrompt.js';
import { writeReports, type TestedPrompt } from '../reportFiles.js';
import type { TestContext, TestOptions } from '../testContext.js';
import { testPrompt } from '../testPrompt.js';

export async function test(
  files: readonly string[],
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = rawOptions as unknown as TestOptions;
  if (options.record && options.replay)
    throw new UserError('--record and --replay cannot be combined.');
  const terminal = openTerminal();
  const { signal, dispose } = cancelledByCtrlC(terminal);
  const trial = trialModelHost({ say: terminal.say, signal });
  const context: TestContext = { options, terminal, signal, trial };
  const tested: TestedPrompt[] = [];
  const codes: number[] = [];
  try {
    for (const file of files) {
      if (signal.aborted) break;
      try {
        const done = await testFile(file, context);
        tested.push(...done);
        codes.push(...done.map(({ report }) => exitCodeOf(report, options)));
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof UserError)) throw error;
        terminal.say(`plumbline: ${error.message}`);
        codes.push(exitOfError(error));
      }
    }
    if (signal.aborted) codes.push(EXIT.cancelled);
    await writeReports(tested, options, { several: files.length > 1, say: terminal.say });
  } finally {
    dispose();
    await trial.stop();
  }
  if (codes.includes(EXIT.cancelled))
    terminal.say('Completed calls are saved. Run the same command with --resume to continue.');
  return worstExit(codes);
}

function exitCodeOf(report: Report, { strict }: TestOptions): number {
  const code = exitOfRun(report);
  return code === EXIT.ok ? exitOfGates(report, strict ?? false) : code;
}

const NO_RESULTS: Awaited<ReturnType<typeof readResults>> = new Map();

/** One report per model the prompt is to be tested on. */
async function testFile(file: string, context: TestContext): Promise<TestedPrompt[]> {
  const { options, terminal } = context;
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const subject = { prompt, text: (await readText(file)) ?? '' };
  const settings = resolveRunSettings(
    prompt,
    workspace.config,
    // A recording should be complete, because a replay may need more than the first verdict.
    overridesOf(options.record ? { ...options, stopEarly: false } : options),
  );
  const tested: TestedPrompt[] = [];
  const { readResult } = openStore(workspace, prompt.path, terminal.say);
  const isShown = options.html !== undefined || options.markdown !== undefined;
  const kept = isShown ? await readResults({ readResult }) : NO_RESULTS;
  for (const { endpoint, note } of await endpointsFor(workspace, prompt, context)) {
    const report = await testPrompt(subject, settings, { workspace, endpoint, note, context });
    if (report) tested.push({ report, studies: viewsFor(report, kept) });
  }
  return tested;
}
