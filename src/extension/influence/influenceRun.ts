/** Measures what each sentence of a prompt does to its answers: plan, ask where it must be asked, send, keep. */

import { l10n } from 'vscode';
import { UserError } from '../../core/errors.js';
import type { Influence, Prompt } from '../../core/index.js';
import { engine } from '../engine.js';
import type { Place } from '../platform.js';
import { preflightFor } from '../preflight.js';
import { readSettings } from '../settings.js';
import { callTeller } from '../callTeller.js';
import type { RunTools, RunWatch } from '../testRun.js';

export interface InfluenceJob extends RunWatch {
  readonly prompt: Prompt;
  readonly text: string;
  readonly place: Place;
}

/** Null when the preflight was declined. Throws `UserError` for what stands in the way, and where no answer came. */
export async function runInfluence(job: InfluenceJob, tools: RunTools): Promise<Influence | null> {
  const core = await engine();
  const { prompt, text, place, signal } = job;
  const { platform, models, log } = tools;
  const say = (line: string) => {
    log.info(line);
    job.onStep(line);
  };
  job.onStep(l10n.t('Looking for the model'));
  const found = await models.endpointFor(prompt, place, { say, mayAsk: true });
  const { endpoint } = found;
  if (endpoint.provider.recorded)
    throw new UserError(
      l10n.t('Recorded answers are those of the whole prompt. Choose a model that can be asked.'),
    );
  const kept = await platform.openCache(place, say);
  try {
    const settings = core.resolveRunSettings(prompt, place.config, {});
    const clock = await platform.clock();
    const teller = callTeller(core, job);
    const { onWait } = teller;
    const ports = { endpoint, cache: kept.cache, clock, signal, frozen: null, onWait };
    const evaluation = core.createEvaluation(ports, settings.budget);
    const preparation = await core.prepareInfluence(evaluation, { prompt, text }, settings);
    const preflight = await preflightFor({ preparation, evaluation, found }, readSettings());
    if (preflight && !(await job.onPreflight(preflight))) return null;
    const onOutcome = teller.begin(preparation.plan.trials.length, endpoint.price);
    const influence = await core.measureInfluence(evaluation, preparation, {
      journal: null,
      earlier: [],
      onOutcome,
    });
    signal.throwIfAborted();
    if (influence.totals.completed === 0)
      throw new UserError(l10n.t('No call was answered, so nothing can be said. See the log.'));
    await platform.keepInfluence(place, influence, say);
    return influence;
  } finally {
    await kept.close();
  }
}
