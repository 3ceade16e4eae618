import type { Entry } from './session.js';
import { engine } from './engine.js';
import type { Models } from './models.js';
import type { Platform } from './platform.js';
import { whyUnavailable } from './trust.js';

/** How many calls a new run would make after a change; null where nothing changed or that cannot be known. Sends nothing. */
export async function newCallsOf(
  { uri, report, prompt, place, phase }: Entry,
  { models, platform }: { models: Models; platform: Platform },
): Promise<number | null> {
  if (!report || !prompt || !place || phase.kind !== 'idle' || whyUnavailable(uri)) return null;
  const core = await engine();
  const same =
    core.fingerprint(prompt.messages) === report.prompt.fingerprint &&
    core.casesFingerprint(prompt) === report.prompt.casesFingerprint;
  if (same) return null;
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
    return plan.estimate.calls - plan.cachedCalls;
  } catch {
    // The run itself will say what stands in its way.
    return null;
  } finally {
    await kept.close();
  }
}
