/** `plumbline influence`: which sentences of a prompt decide about the answers, and which change nothing. */

import { createEvaluation } from '../../core/evaluate.js';
import { measureInfluence, prepareInfluence } from '../../core/studies/influence/design.js';
import { renderInfluence } from '../../core/studies/influence/words.js';
import type { Cache } from '../../core/run/cache.js';
import { keepInfluence, openCacheFor } from '../../node/runFiles.js';
import { systemClock } from '../../node/systemClock.js';
import { readText } from '../../node/workspace.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import { onOnePrompt, type OnePrompt, type OnePromptOptions } from '../onePrompt.js';
import { preflightLines } from '../preflight.js';
import { callTeller } from '../progress.js';

interface InfluenceOptions extends OnePromptOptions {
  readonly cache: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function influence(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  const options = rawOptions as unknown as InfluenceOptions;
  return onOnePrompt(file, options, async (place) => {
    const { workspace, prompt, terminal } = place;
    const text = (await readText(file)) ?? '';
    const kept = options.cache ? await openCacheFor(workspace, prompt.path, terminal.say) : null;
    try {
      return await measure(place, options, { text, cache: kept?.cache ?? null });
    } finally {
      await kept?.close();
    }
  });
}

async function measure(
  { prompt, settings, workspace, endpoint, note, terminal, signal }: OnePrompt,
  { dryRun, json }: InfluenceOptions,
  { text, cache }: { text: string; cache: Cache | null },
): Promise<number> {
  const { onWait, begin } = callTeller(terminal);
  const ports = { endpoint, cache, clock: systemClock, signal, frozen: null, onWait };
  const evaluation = createEvaluation(ports, settings.budget);
  const preparation = await prepareInfluence(evaluation, { prompt, text }, settings);
  terminal.say(preflightLines(preparation, { model: endpoint.model, note }).join('\n'));
  if (dryRun) return EXIT.ok;
  const progress = begin(preparation.plan.trials.length, endpoint.price);
  try {
    const found = await measureInfluence(evaluation, preparation, {
      journal: null,
      earlier: [],
      onOutcome: progress.update,
    });
    progress.end();
    await keepInfluence(workspace, found, terminal.say);
    terminal.out(json ? JSON.stringify(found.parts, null, 2) : renderInfluence(found, terminal));
    return exitOfRun(found);
  } finally {
    progress.end();
  }
}
