/** `plumbline batch export`: every call of a test as a line of a batch's input. */

import { batchId, batchLine } from '../../core/models/batch.js';
import { sourcesWithoutModel } from '../../core/plan/design.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { openRefusedFields } from '../../core/run/refusedFields.js';
import { sensitivity } from '../../core/studies/sensitivity/sensitivity.js';
import { workOf } from '../../core/study.js';
import { openStore } from '../../node/promptStore.js';
import { asWhole, oneOf } from '../batch.js';
import { writeParts } from '../batchParts.js';
import { EXIT } from '../exitCodes.js';
import { openTest } from '../openTest.js';
import { preflightLines } from '../preflight.js';
import { withTrialModel } from '../withTrialModel.js';
import { counted } from '../../core/say/plural.js';
import { worded } from '../../core/say/worded.js';

export async function exportBatch(
  file: string,
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = asWhole(rawOptions);
  const output = rawOptions['output'] as string;
  return withTrialModel(async (place) => {
    const context = { ...place, options };
    const { terminal } = context;
    const { workspace, subject, settings, endpoints } = await openTest(file, context);
    const [{ endpoint, note }] = oneOf(endpoints);
    const { embedder } = endpoint;
    const store = openStore(workspace, subject.prompt.path, terminal.say);
    const design = await workOf(sensitivity, subject).design({
      settings,
      endpoint,
      sources: {
        ...sourcesWithoutModel(await store.readVariants(), endpoint.model),
        // Import chooses the same examples, from the same vectors.
        embedExamples: embedder ? (texts) => embedder(texts, context.signal) : null,
      },
    });
    terminal.say(
      preflightLines(design, { model: endpoint.model, note, words: terminal.words }).join('\n'),
    );
    const { names: omit } = (await openRefusedFields(store.refusals, systemClock)).of(
      endpoint.provider.id,
      endpoint.model,
    );
    const { plan } = design;
    const files = await writeParts(
      output,
      linesOf(plan.trials.length, (at) => {
        const trial = plan.trials[at] as (typeof plan.trials)[number];
        const request = plan.requestOf(trial);
        const { api } = endpoint;
        return {
          id: batchId(request, trial.repeat),
          line: batchLine(request, trial.repeat, { omit, api }),
        };
      }),
    );
    for (const { name, lines } of files)
      terminal.say(worded`Wrote ${name}: ${counted(lines, '1 request', '{n} requests')}`);
    return EXIT.ok;
  });
}

/** Each line once: two trials may be the same call. */
function* linesOf(
  count: number,
  lineAt: (at: number) => { readonly id: string; readonly line: string },
): Generator<string> {
  const written = new Set<string>();
  for (let at = 0; at < count; at++) {
    const { id, line } = lineAt(at);
    if (written.has(id)) continue;
    written.add(id);
    yield line;
  }
}
