import type { LogOutputChannel } from 'vscode';
import type { Prompt, Report } from '../core/index.js';
import type { Entry } from './entry.js';
import { isUserError } from '../core/errors.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import type { PromptPlace, Platform } from './platform.js';
import { whyUnavailable } from './trust.js';

interface CountTools {
  readonly models: Models;
  readonly platform: Platform;
  readonly log: LogOutputChannel;
}

interface Counted {
  readonly report: Report;
  readonly model: string | undefined;
  readonly calls: Promise<number | null>;
}

/** Counted once for each text of a prompt, report and model: reading the cache takes a while. */
const counted = new WeakMap<Prompt, Counted>();

/** How many calls a new run would make after a change; null where nothing changed or that cannot be known. Sends nothing. */
export async function newCallsOf(entry: Entry, tools: CountTools): Promise<number | null> {
  const { uri, report, prompt, place, phase } = entry;
  if (!report || !prompt || !place || phase.kind !== 'idle' || whyUnavailable(uri)) return null;
  const model = tools.models.chosen()?.model;
  const known = counted.get(prompt);
  if (known?.report === report && known.model === model) return known.calls;
  const calls = countCalls({ report, prompt, place }, tools);
  counted.set(prompt, { report, model, calls });
  return calls;
}

async function countCalls(
  { report, prompt, place }: { report: Report; prompt: Prompt; place: PromptPlace },
  { models, platform, log }: CountTools,
): Promise<number | null> {
  const core = await engine();
  if (!core.changedSince(prompt, report.prompt)) return null;
  const store = await platform.store(place, IGNORED);
  const opened = await store.openCache();
  try {
    const { endpoint } = await models.endpointFor(prompt, place, { say: IGNORED, mayAsk: false });
    if (endpoint.provider.recorded) return null;
    const settings = core.resolveRunSettings(prompt, place.config, { shots: report.plan.shots });
    const frozen = await store.readVariants();
    const sources = { frozen, ask: null, embed: null, model: endpoint.model, again: false };
    const subject = { prompt, text: '' };
    const design = await core.sensitivity.design(subject, { settings, endpoint, sources });
    const calls = core.openCalls(endpoint, {
      cache: opened.cache,
      clock: core.systemClock,
      signal: new AbortController().signal,
      budget: { calls: null, usd: null },
    });
    return design.estimate.calls - core.cachedCalls(design, calls);
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
