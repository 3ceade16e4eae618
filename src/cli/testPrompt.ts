/** One prompt on one endpoint: plan, say what it will take, run, show. */

import { UserError } from '../core/errors.js';
import {
  createEvaluation,
  type Endpoint,
  type EvaluationPorts,
  type Preparation,
} from '../core/evaluate.js';
import { costOf } from '../core/plan/estimate.js';
import type { RunSettings } from '../core/plan/runSettings.js';
import type { AppendLog } from '../core/ports/store.js';
import type { Prompt } from '../core/prompt/prompt.js';
import type { Report } from '../core/report/report.js';
import { renderTerminal } from '../core/report/terminal.js';
import { viewOf } from '../core/report/view.js';
import { openCache } from '../core/run/cache.js';
import { journalHeaderLine, journalOn, readJournal } from '../core/run/journal.js';
import type { Outcome } from '../core/run/outcome.js';
import { freeze } from '../core/variants/frozen.js';
import { forgiving, lineFile } from '../node/lineFile.js';
import { systemClock } from '../node/systemClock.js';
import {
  cacheFile,
  findRun,
  keepLocalFilesOutOfGit,
  newRunFile,
  readFrozen,
  variantsFile,
  writeText,
  type Workspace,
} from '../node/workspace.js';
import type { TestContext } from './commands/test.js';
import type { Terminal } from './output.js';
import { preflightLines } from './preflight.js';
import { showProgress } from './progress.js';
import { createRecorder } from './recorder.js';

interface Place {
  readonly workspace: Workspace;
  readonly endpoint: Endpoint;
  readonly note: string | null;
  readonly context: TestContext;
}

/** Null for a dry run. Throws `UserError` for what stands in the way before the first call. */
export async function testPrompt(
  prompt: Prompt,
  settings: RunSettings,
  place: Place,
): Promise<Report | null> {
  const { workspace, endpoint, note, context } = place;
  const { options, terminal, signal } = context;
  const cacheLog = options.cache ? localLog(cacheFile(workspace, prompt.path), terminal) : null;
  const ports: EvaluationPorts = {
    endpoint,
    cache: cacheLog && (await openCache(cacheLog)),
    clock: systemClock,
    signal,
    frozen: await readFrozen(workspace, prompt.path),
  };
  const started = createEvaluation(ports, settings.budget);
  const preparation = await started.prepare(prompt, settings, {
    askForParaphrases: !options.dryRun,
  });
  await keepWritten(preparation, ports, { workspace, terminal });
  terminal.say(preflightLines(preparation, { model: endpoint.model, note }).join('\n'));
  if (options.dryRun) return null;

  const { journalLog, earlier } = await openJournal(preparation, place);
  const evaluation =
    earlier.length > 0
      ? createEvaluation({ ...ports, spent: spentBy(earlier, endpoint) }, settings.budget)
      : started;
  const recorder = options.record ? createRecorder(workspace, preparation.plan) : null;
  const progress = showProgress(terminal, preparation.plan.trials.length, endpoint.price);
  try {
    const report = await evaluation.run(preparation, {
      journal: journalLog && journalOn(journalLog),
      earlier,
      onOutcome: (outcome) => {
        progress.update(outcome);
        recorder?.add(outcome);
      },
    });
    progress.end();
    if (recorder) terminal.say(`Recorded answers: ${await recorder.write()}`);
    (options.json === '-' ? terminal.say : terminal.out)(renderTerminal(viewOf(report), terminal));
    return report;
  } finally {
    progress.end();
    await cacheLog?.close();
    await journalLog?.close();
  }
}

/** Cache and journals make a run cheaper and safer; where they cannot be written, it goes on without them. */
function localLog(path: string, terminal: Terminal): AppendLog {
  return forgiving(lineFile(path), (error) =>
    terminal.say(
      `Cannot keep answers in ${path} (${error.message}). The run goes on; it cannot be resumed after a kill.`,
    ),
  );
}

/** Paraphrases the model has just written go into the repository, to be reviewed and not paid for again. */
async function keepWritten(
  { prompt, wordings }: Preparation,
  { frozen }: Pick<EvaluationPorts, 'frozen'>,
  { workspace, terminal }: { workspace: Workspace; terminal: Terminal },
): Promise<void> {
  if (wordings.written.length === 0) return;
  const path = variantsFile(workspace, prompt.path);
  try {
    await writeText(path, freeze(prompt, frozen, wordings.written));
    terminal.say(`New paraphrases to review: ${path} (set \`status: approved\` or \`rejected\`).`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.say(`${error.message} The new paraphrases are used in this run only.`);
  }
}

async function openJournal(
  { plan }: Preparation,
  { workspace, endpoint, context: { options, terminal } }: Place,
): Promise<{ journalLog: AppendLog | null; earlier: Outcome[] }> {
  if (endpoint.provider.recorded) return { journalLog: null, earlier: [] };
  if (options.resume) {
    const path = await findRun(workspace, plan.prompt.path, plan.fingerprint);
    if (!path) {
      throw new UserError(
        `No earlier run of ${plan.prompt.path} has this plan (same prompt, variants, cases, model and settings). Run without --resume.`,
      );
    }
    const journalLog = localLog(path, terminal);
    return { journalLog, earlier: readJournal(await journalLog.read()) };
  }
  await keepLocalFilesOutOfGit(workspace);
  const startedAt = new Date();
  const journalLog = localLog(newRunFile(workspace, plan.prompt.path, startedAt), terminal);
  await journalLog.append(
    journalHeaderLine({
      version: 1,
      fingerprint: plan.fingerprint,
      prompt: plan.prompt.path,
      model: plan.model,
      endpoint: endpoint.provider.id,
      startedAt: startedAt.toISOString(),
    }),
  );
  return { journalLog, earlier: [] };
}

/** What the earlier part of a run has used counts against the same budget. */
function spentBy(earlier: readonly Outcome[], { price }: Endpoint): { calls: number; usd: number } {
  return earlier.reduce(
    (sum, outcome) => ({
      calls: sum.calls + (outcome.status === 'skipped' ? 0 : outcome.requests),
      usd:
        sum.usd +
        (outcome.status === 'completed' && outcome.usage && !outcome.cached
          ? (costOf(outcome.usage, price) ?? 0)
          : 0),
    }),
    { calls: 0, usd: 0 },
  );
}
