/** The numbers again from the answers there are, after a person has decided on a variant: no call is made. */

import type { Endpoint, Prompt, Report } from '../core/index.js';
import { engine } from './engine.js';
import type { Platform, PromptPlace } from './platform.js';

/** Null where the answers of the run are not kept (recorded answers are simply replayed), and where they are to another text. */
export async function rescoreReport(
  { prompt, text, place, last }: { prompt: Prompt; text: string; place: PromptPlace; last: Report },
  { platform, say }: { platform: Platform; say: (text: string) => void },
): Promise<Report | null> {
  const core = await engine();
  if (core.changedSince(prompt, last.prompt) === 'prompt') return null;
  const store = await platform.store(place, say);
  const journal = await store.findJournal(core.journalOf(last));
  if (!journal) return null;
  try {
    const settings = core.resolveRunSettings(prompt, place.config, core.overridesOfRun(last));
    const report = await core.rescore({ prompt, text }, last, {
      settings,
      frozen: await store.readVariants(),
      outcomes: journal.earlier,
      ...{ parts: journal.parts, vectors: journal.vectors },
      price: priceOf(last, place),
    });
    await store.keepResult({
      study: core.sensitivity.id,
      result: report,
      summary: core.summaryOf(report),
    });
    return report;
  } finally {
    await journal.log.close();
  }
}

/** As `plumbline.yml` gives it; zero where the run cost nothing. */
function priceOf({ models, costUsd, totals }: Report, { config }: PromptPlace): Endpoint['price'] {
  const named = Object.values(config.models ?? {}).find(({ model }) => model === models[0]?.id);
  if (named?.price) return named.price;
  return costUsd === 0 && totals.requests > 0 ? { input: 0, output: 0 } : null;
}
