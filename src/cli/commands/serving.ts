/** `plumbline serving`: whether the same prompt gets the same answer, alone and beside other requests. */

import { UserError } from '../../core/errors.js';
import { createEvaluation } from '../../core/evaluate.js';
import { renderServing } from '../../core/studies/serving/words.js';
import { count } from '../../core/text/figures.js';
import { spentBy } from '../../core/run/budget.js';
import { measureServing, prepareServing } from '../../core/studies/serving/design.js';
import { systemClock } from '../../node/systemClock.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import { onOnePrompt, type OnePrompt, type OnePromptOptions } from '../onePrompt.js';
import { callTeller } from '../progress.js';

interface ServingOptions extends OnePromptOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Twice alone, twice beside others. */
const CALLS_PER_CELL = 4;

export function serving(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  const options = rawOptions as unknown as ServingOptions;
  return onOnePrompt(file, options, (place) => measure(place, options));
}

async function measure(
  { prompt, settings, endpoint, note, terminal, signal }: OnePrompt,
  options: ServingOptions,
): Promise<number> {
  const { concurrency, price } = endpoint;
  if (endpoint.provider.recorded)
    throw new UserError(
      'Recorded answers are always the same: serving needs a model that is asked.',
    );
  if (concurrency < 2)
    throw new UserError('Nothing would stand beside a prompt: --concurrency 2 at least.');
  const { onWait, begin } = callTeller(terminal);
  const evaluationOf = (calls: number, spent: { calls: number; usd: number }) =>
    createEvaluation(
      {
        endpoint: { ...endpoint, concurrency: calls },
        // An answer from memory would say nothing of the server.
        cache: null,
        clock: systemClock,
        signal,
        frozen: null,
        onWait,
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
  const progress = begin(cells * CALLS_PER_CELL, price);
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
}
