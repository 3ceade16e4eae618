/** Every cell asked twice with nothing else going on, and twice beside other requests, at temperature 0. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import type { Plan } from '../../plan/planRun.js';
import { trialKey } from '../../plan/trial.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { worded } from '../../say/worded.js';

/** Throws `UserError` for a recording, and where only one call may be in flight. */
export async function designServing(
  { prompt }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<Design> {
  const { concurrency, recordedAt } = endpoint;
  if (recordedAt !== null)
    throw new UserError(
      worded`Recorded answers never change: serving needs a model that can be asked.`,
    );
  if (concurrency < 2)
    throw new UserError(
      worded`With one call at a time, nothing is sent beside it. Allow at least 2 calls at once.`,
      {
        commandLine: worded`The option for it is --concurrency.`,
      },
    );
  const settings = { ...asked, shots: [FILE_SHOTS], repeats: 2, variantIds: null };
  const design = await designVariants(prompt, settings, {
    endpoint,
    sources: { ...sources, ask: null },
  });
  const { estimate } = design;
  return {
    ...design,
    plan: identicalRepeats(design.plan),
    estimate: {
      promptTokens: 2 * estimate.promptTokens,
      completionTokens: 2 * estimate.completionTokens,
      calls: 2 * design.plan.trials.length,
      judgeCalls: 0,
      paraphraseCalls: 0,
      exampleCalls: 0,
      costUsd: estimate.costUsd === null ? null : 2 * estimate.costUsd,
    },
    passes: [{ concurrency: 1 }, { concurrency }],
    reusesAnswers: false,
  };
}

/**
 * Repeats that are the same to the last byte and leave the model no choice, so that whatever differs is the server's doing.
 * No repeat is a probe, so that all are made.
 */
function identicalRepeats(plan: Plan): Plan {
  return {
    ...plan,
    trials: plan.trials.map((trial) => ({ ...trial, probe: false })),
    requestOf(trial) {
      const first = { ...trial, repeat: 1 };
      return { ...plan.requestOf({ ...first, key: trialKey(first) }), temperature: 0 };
    },
  };
}
