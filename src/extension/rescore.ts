/** The numbers again from the answers there are, after a person has decided on a wording: no call is made. */

import type { Endpoint, Prompt, Report } from '../core/index.js';
import { engine } from './engine.js';
import type { Place, Platform } from './platform.js';
import { silentEndpoint } from './silentEndpoint.js';

/** Null where the answers of the run are not kept (recorded answers are simply replayed). */
export async function rescore(
  { prompt, place, last }: { prompt: Prompt; place: Place; last: Report },
  { platform, say }: { platform: Platform; say: (text: string) => void },
): Promise<Report | null> {
  const core = await engine();
  const journal = await platform.findJournal(place, last.plan.fingerprint, say);
  const [model] = last.models;
  if (!journal || !model) return null;
  try {
    const frozen = (await platform.readFrozen(place))?.frozen ?? null;
    const settings = {
      ...core.resolveRunSettings(prompt, place.config, {
        shots: last.plan.shots,
        repeats: last.plan.repeated === 'subset' ? 'subset' : last.plan.repeats,
      }),
      seed: last.plan.seed,
      budget: { calls: null, usd: null },
    };
    const evaluation = core.createEvaluation(
      {
        endpoint: silentEndpoint(model.id, model.endpoint, priceOf(last, place)),
        cache: null,
        clock: await platform.clock(),
        signal: new AbortController().signal,
        frozen,
      },
      settings.budget,
    );
    const how = { askForParaphrases: false };
    const { wordings } = await evaluation.prepare(prompt, settings, how);
    // A wording that takes the place of a rejected one has not been asked yet.
    const variantIds = wordings.variants
      .map(({ id }) => id)
      .filter((id) => last.variants.some((each) => each.id === id));
    const preparation = await evaluation.prepare(prompt, { ...settings, variantIds }, how);
    const report = evaluation.reportSoFar(preparation, journal.earlier, {
      completeCases: false,
      deterministic: last.deterministic,
    });
    // What was spent was spent by the run itself.
    return { ...report, costUsd: last.costUsd, wallMs: last.wallMs };
  } finally {
    await journal.log.close();
  }
}

/** As `plumbline.yml` names it; nothing, where the run cost nothing. */
function priceOf({ models, costUsd, totals }: Report, { config }: Place): Endpoint['price'] {
  const named = Object.values(config.models ?? {}).find(({ model }) => model === models[0]?.id);
  if (named?.price) return named.price;
  return costUsd === 0 && totals.requests > 0 ? { input: 0, output: 0 } : null;
}
