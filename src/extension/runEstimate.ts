/** What a run would take, before anything is sent. */

import type { LogOutputChannel } from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Prompt, RunOverrides } from '../core/index.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import type { PromptPlace, Platform } from './platform.js';

export interface EstimateTools {
  readonly models: Models;
  readonly platform: Platform;
  readonly log: LogOutputChannel;
}

export interface RunEstimate {
  /** At most, without those whose answers are cached. */
  readonly calls: number;
  readonly tokens: number;
  /** Null where the price is unknown. */
  readonly costUsd: number | null;
  readonly model: string;
  /** What looks like personal data in what would leave this machine. */
  findings(): readonly string[];
}

/** Null where that cannot be known: no model, no key, recorded answers, nothing to run. Sends nothing to the model. */
export async function estimateRun(
  { prompt, place }: { prompt: Prompt; place: PromptPlace },
  { models, platform, log }: EstimateTools,
  overrides: RunOverrides = {},
): Promise<RunEstimate | null> {
  const core = await engine();
  const store = await platform.store(place, IGNORED);
  const opened = await store.openCache();
  try {
    const { endpoint, local } = await models.endpointFor(prompt, place, {
      say: IGNORED,
      mayAsk: false,
    });
    if (endpoint.provider.recorded) return null;
    const settings = core.resolveRunSettings(prompt, place.config, overrides);
    const frozen = await store.readVariants();
    const sources = core.sourcesWithoutModel(frozen, endpoint.model);
    const subject = { prompt, text: '' };
    const design = await core.sensitivity.design(subject, { settings, endpoint, sources });
    const opening = core.openCalls(endpoint, {
      cache: opened.cache,
      clock: core.systemClock,
      signal: new AbortController().signal,
      budget: { calls: null, usd: null },
    });
    const cachedCalls = await core.cachedCalls(design, opening);
    return {
      ...core.withoutCached(design.estimate, cachedCalls),
      model: endpoint.model,
      findings: () => (local ? [] : core.personalDataIn(design.plan.cases)),
    };
  } catch (error) {
    // The run itself reports what prevents it, such as a missing model or key.
    if (isUserError(error)) log.debug(error.message);
    else log.error(error instanceof Error ? error : String(error));
    return null;
  } finally {
    await opened.close();
  }
}

const IGNORED = () => undefined;
