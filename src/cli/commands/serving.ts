/** `plumbline serving`: whether the same prompt gets the same answer, alone and beside other requests. */

import { UserError } from '../../core/errors.js';
import { createEvaluation } from '../../core/evaluate.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { renderServing } from '../../core/report/servingText.js';
import { count } from '../../core/report/words.js';
import { spentBy } from '../../core/run/budget.js';
import { measureServing, prepareServing } from '../../core/serving.js';
import type { VariantRequest } from '../../core/variants/classes.js';
import { trialModelHost } from '../../node/endpoint.js';
import { systemClock } from '../../node/systemClock.js';
import { findWorkspace } from '../../node/workspace.js';
import { cancelledByCtrlC } from '../cancelled.js';
import { endpointsFor, type EndpointOptions } from '../endpoints.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { showProgress } from '../progress.js';
import { usablePrompt } from '../readPrompt.js';

interface ServingOptions extends EndpointOptions {
  readonly variants?: VariantRequest;
  readonly sample?: number;
  readonly seed?: number;
  readonly budgetCalls?: number;
  readonly budgetUsd?: number;
  readonly sharedCache?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Twice alone, twice beside others. */
const CALLS_PER_CELL = 4;

export async function serving(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  const options = rawOptions as unknown as ServingOptions;
  const terminal = openTerminal();
  const { signal, dispose } = cancelledByCtrlC(terminal);
  const { sharedCache } = options;
  const trial = trialModelHost({ say: terminal.say, signal, sharedCache: sharedCache ?? false });
  try {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, terminal.say);
    const { variants, sample, seed, budgetCalls, budgetUsd } = options;
    const asked = { variants, sample, seed, budgetCalls, budgetUsd };
    const settings = resolveRunSettings(
      prompt,
      workspace.config,
      Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    );
    const [first] = await endpointsFor(workspace, prompt, { options, terminal, trial });
    if (!first) throw new UserError(`There is no model to ask for ${file}.`);
    const { endpoint, note } = first;
    const { concurrency, price } = endpoint;
    if (endpoint.provider.recorded)
      throw new UserError(
        'Recorded answers are always the same: serving needs a model that is asked.',
      );
    if (concurrency < 2)
      throw new UserError('Nothing would stand beside a prompt: --concurrency 2 at least.');
    const evaluationOf = (calls: number, spent: { calls: number; usd: number }) =>
      createEvaluation(
        {
          endpoint: { ...endpoint, concurrency: calls },
          // An answer from memory would say nothing of the server.
          cache: null,
          clock: systemClock,
          signal,
          frozen: null,
          spent,
        },
        settings.budget,
      );
    const alone = evaluationOf(1, { calls: 0, usd: 0 });
    const preparation = await prepareServing(alone, prompt, settings);
    const { plan } = preparation;
    const cells = plan.trials.length / 2;
    terminal.say(
      [
        `${plan.prompt.path} on ${endpoint.model}, temperature 0`,
        `${count(cells, 'cell')} (${count(plan.variants.length, 'variant')} × ${count(plan.cases.length, 'case')}), each twice alone and twice with ${concurrency} calls at once = ${count(cells * CALLS_PER_CELL, 'call')}`,
        ...(note ? [note] : []),
      ].join('\n'),
    );
    if (options.dryRun) return EXIT.ok;
    const progress = showProgress(terminal, cells * CALLS_PER_CELL, price);
    try {
      const found = await measureServing(
        preparation,
        {
          alone,
          beside: ({ result }) => evaluationOf(concurrency, spentBy(result.outcomes, price)),
          concurrency,
        },
        { onOutcome: progress.update },
      );
      progress.end();
      terminal.out(options.json ? JSON.stringify(found, null, 2) : renderServing(found, terminal));
      return exitOfRun(found);
    } finally {
      progress.end();
    }
  } finally {
    dispose();
    await trial.stop();
  }
}
