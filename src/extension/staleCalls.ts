import type { LogOutputChannel } from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Prompt, Report } from '../core/index.js';
import type { Entry } from './entry.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import type { Place, Platform } from './platform.js';
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
  { report, prompt, place }: { report: Report; prompt: Prompt; place: Place },
  { models, platform, log }: CountTools,
): Promise<number | null> {
  const core = await engine();
  if (!core.changedSince(prompt, report.prompt)) return null;
  const say = () => undefined;
  const kept = await platform.openCache(place, say);
  try {
    const { endpoint } = await models.endpointFor(prompt, place, { say, mayAsk: false });
    if (endpoint.provider.recorded) return null;
    const settings = core.resolveRunSettings(prompt, place.config, { shots: report.plan.shots });
    const evaluation = core.createEvaluation(
      {
        endpoint,
        cache: kept.cache,
        clock: await platform.clock(),
        signal: new AbortController().signal,
        frozen: (await platform.readFrozen(place))?.frozen ?? null,
      },
      { calls: null, usd: null },
    );
    const plan = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
    return plan.estimate.calls - evaluation.cachedCalls(plan);
  } catch (error) {
    // The run itself reports what prevents it, such as a missing model or key.
    if (isUserError(error)) log.debug(error.message);
    else log.error(error instanceof Error ? error : String(error));
    return null;
  } finally {
    await kept.close();
  }
}
