/** Does the server answer the same prompt the same way? Every cell is asked twice alone and twice beside others. */

import type { Evaluation, Preparation, RunHow } from '../../evaluate.js';
import type { RunSettings } from '../../plan/runSettings.js';
import type { Plan } from '../../plan/planRun.js';
import { trialKey } from '../../plan/trial.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { RunFacts } from '../../run/accounting.js';
import { buildServing, type Serving } from './measure.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';

/** What would be sent, once alone and once beside others; nothing is. Throws `UserError` for bad input. */
export async function prepareServing(
  evaluation: Evaluation,
  prompt: Prompt,
  settings: RunSettings,
): Promise<Preparation> {
  const preparation = await evaluation.prepare(
    prompt,
    { ...settings, shots: [FILE_SHOTS], repeats: 2, variantIds: null },
    { askForParaphrases: false },
  );
  return { ...preparation, plan: askingTheSame(preparation.plan) };
}

/**
 * Repeats that are the same to the last byte and leave the model no choice, so that whatever differs is the server's doing.
 * No repeat is a probe, so that all are made.
 */
function askingTheSame(plan: Plan): Plan {
  return {
    ...plan,
    trials: plan.trials.map((trial) => ({ ...trial, probe: false })),
    requestOf(trial) {
      const first = { ...trial, repeat: 1 };
      return { ...plan.requestOf({ ...first, key: trialKey(first) }), temperature: 0 };
    },
  };
}

/** `alone` must have one call in flight, `beside` as many as are to disturb each other; `beside` begins when `alone` has ended. */
export async function measureServing(
  preparation: Preparation,
  {
    alone,
    beside,
    concurrency,
  }: {
    alone: Evaluation;
    beside: (alone: RunFacts) => Evaluation;
    concurrency: number;
  },
  how: Pick<RunHow, 'onOutcome'>,
): Promise<Serving> {
  const runs = { ...how, journal: null, earlier: [] };
  const first = await alone.outcomes(preparation, runs);
  const second = await beside(first).outcomes(preparation, runs);
  return buildServing({ alone: first, beside: second }, concurrency);
}
