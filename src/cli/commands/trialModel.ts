/** `plumbline trial-model`: serves the trial model for other tools. */

import { trialModelHost } from '../../node/trialModelHost.js';
import { forgetLayers } from '../../node/trialModel/layerFiles.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

export async function trialModel({
  sharedCache,
  embeddings,
}: {
  sharedCache?: boolean;
  embeddings?: boolean;
}): Promise<number> {
  const terminal = openTerminal();
  const controller = new AbortController();
  const trial = trialModelHost({
    say: terminal.say,
    signal: controller.signal,
    sharedCache: sharedCache ?? false,
  });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const { baseUrl, model } = await (embeddings ? trial.embedder() : trial.server());
  terminal.out(`${baseUrl} ${model}`);
  await ended;
  await trial.stop();
  return EXIT.ok;
}

/** Deletes what `plumbline depth` cut from the model: it is cut again when it is needed. */
export async function clearLayers(): Promise<number> {
  const terminal = openTerminal();
  const { bytes, files } = await forgetLayers();
  terminal.out(
    files === 0
      ? worded`No cut models are kept.`
      : worded`Deleted ${counted(files, '1 cut model', '{n} cut models')}, ${megabytes(bytes)} MB.`,
  );
  return EXIT.ok;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
