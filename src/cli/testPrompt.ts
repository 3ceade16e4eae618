/** One prompt on one endpoint: plan, say what it will take, run, show. */

import { UserError } from '../core/errors.js';
import {
  createEvaluation,
  type Endpoint,
  type EvaluationPorts,
  type Preparation,
} from '../core/evaluate.js';
import type { RunSettings } from '../core/plan/runSettings.js';
import type { Prompt } from '../core/prompt/prompt.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import { renderTerminal } from '../core/report/terminal.js';
import { viewOf } from '../core/report/view.js';
import { spentBy } from '../core/run/budget.js';
import { journalOn } from '../core/run/journal.js';
import { NO_AUXILIARY_USE } from '../core/run/auxiliaryUse.js';
import { freeze, keptOf } from '../core/variants/frozen.js';
import {
  beginJournal,
  findJournal,
  keepReport,
  openCacheFor,
  type OpenJournal,
} from '../node/runFiles.js';
import { systemClock } from '../node/systemClock.js';
import { readFrozen, variantsFile, writeText, type Workspace } from '../node/workspace.js';
import type { TestContext } from './commands/test.js';
import type { Terminal } from './output.js';
import { preflightLines } from './preflight.js';
import { callTeller } from './progress.js';
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
  const kept = options.cache ? await openCacheFor(workspace, prompt.path, terminal.say) : null;
  const teller = callTeller(terminal);
  const ports: EvaluationPorts = {
    endpoint,
    onWait: teller.onWait,
    cache: kept?.cache ?? null,
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

  const journal = await openJournal(preparation, place);
  const earlier = journal?.earlier ?? [];
  const earlierSide = journal?.side ?? NO_AUXILIARY_USE;
  const { price: sidePrice } = endpoint.judge ?? endpoint;
  const spent = spentBy(earlier, endpoint.price, { use: earlierSide, price: sidePrice });
  const evaluation =
    earlier.length > 0 ? createEvaluation({ ...ports, spent }, settings.budget) : started;
  const recorder = options.record ? createRecorder(workspace, preparation.plan) : null;
  const progress = teller.begin(preparation.plan.trials.length, endpoint.price, earlier);
  try {
    const report = await evaluation.run(preparation, {
      journal: journal && journalOn(journal.log),
      earlier,
      earlierSide,
      onOutcome: (outcome) => {
        progress.update(outcome);
        recorder?.add(outcome);
      },
    });
    progress.end();
    await keepReport(workspace, report, terminal.say);
    if (recorder) terminal.say(`Recorded answers: ${await recorder.write()}`);
    (options.json === '-' ? terminal.say : terminal.out)(renderTerminal(viewOf(report), terminal));
    return report;
  } finally {
    progress.end();
    await kept?.close();
    await journal?.log.close();
  }
}

/** Paraphrases the model has just written go into the repository, to be reviewed and not paid for again. */
async function keepWritten(
  { prompt, wordings }: Preparation,
  { frozen }: Pick<EvaluationPorts, 'frozen'>,
  { workspace, terminal }: { workspace: Workspace; terminal: Terminal },
): Promise<void> {
  if (wordings.asked === null) return;
  const path = variantsFile(workspace, prompt.path);
  try {
    await writeText(path, freeze(prompt, frozen, keptOf(wordings)));
    if (wordings.written.length > 0)
      terminal.say(
        `New paraphrases to review: plumbline variants ${prompt.path} --no-model, then --approve or --reject their ids.`,
      );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.say(`${error.message} The new paraphrases are used in this run only.`);
  }
}

async function openJournal(
  { plan }: Preparation,
  { workspace, endpoint, context: { options, terminal } }: Place,
): Promise<OpenJournal | null> {
  if (endpoint.provider.recorded) return null;
  const { say } = terminal;
  if (!options.resume)
    return beginJournal(workspace, plan, { endpoint: endpoint.provider.id, say });
  const found = await findJournal(
    workspace,
    { prompt: plan.prompt.path, fingerprint: plan.fingerprint },
    say,
  );
  if (found) return found;
  throw new UserError(
    `No earlier run of ${plan.prompt.path} has this plan (same prompt, variants, cases, model and settings). Run without --resume.`,
  );
}
