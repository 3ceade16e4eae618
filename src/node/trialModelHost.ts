import type { WhiteBox } from '../core/ports/whiteBox.js';
import type { InstallOptions, TrialModelFiles } from './trialModel/install.js';
import type { TrialModelServer } from './trialModel/server.js';

/** Starts the trial model and its embedder, each on first use, and shares them between prompts. */
export interface TrialModelHost {
  server(): Promise<TrialModelServer>;
  embedder(): Promise<TrialModelServer>;
  /** The model's layers, read with servers of their own. */
  whiteBox(signal: AbortSignal): Promise<WhiteBox>;
  stop(): Promise<void>;
}

export function trialModelHost({
  say,
  signal,
  folder,
  sharedCache = false,
}: {
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
  /** The installation folder. Default: the user's cache folder. */
  readonly folder?: string;
  /** Serves several calls from one cache, like a busy server: equal prompts then get different answers. */
  readonly sharedCache?: boolean;
}): TrialModelHost {
  const options: InstallOptions = {
    ...(folder === undefined ? {} : { folder }),
    ...{ onProgress: say, signal },
  };
  const model = once(async () => {
    const { installTrialModel } = await import('./trialModel/install.js');
    const { startTrialModel } = await import('./trialModel/server.js');
    const files: TrialModelFiles = await installTrialModel(options);
    return startTrialModel({ files, signal, sharedCache });
  });
  const embedder = once(async () => {
    const { installEmbedder } = await import('./trialModel/installEmbedder.js');
    const { startTrialEmbedder } = await import('./trialModel/server.js');
    return startTrialEmbedder({ files: await installEmbedder(options), signal });
  });
  return {
    async whiteBox(own) {
      const { openWhiteBox } = await import('./trialModel/whiteBox.js');
      const { installTrialModel } = await import('./trialModel/install.js');
      const server = await model.started();
      return openWhiteBox({ files: await installTrialModel(options), server, signal: own });
    },
    server: model.started,
    embedder: embedder.started,
    stop: async () => {
      await Promise.all([model.stop(), embedder.stop()]);
    },
  };
}

/** A server that is started when it is first asked for; after a failure the next one who asks tries again. */
function once(start: () => Promise<TrialModelServer>) {
  let running: Promise<TrialModelServer> | null = null;
  const failed = (error: unknown): never => {
    running = null;
    throw error;
  };
  return {
    started: () => (running ??= start().catch(failed)),
    stop: async () => {
      const own = running;
      running = null;
      // A failed start was already reported to whoever asked.
      await (await own?.catch(() => null))?.stop();
    },
  };
}
