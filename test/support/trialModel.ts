import { UserError } from '../../src/core/errors.js';
import { installTrialModel } from '../../src/node/trialModel/install.js';
import { startTrialModel, type TrialModelServer } from '../../src/node/trialModel/server.js';

/** The real model's server, or why it cannot be had on this machine. */
export async function trialModel(): Promise<{ server: TrialModelServer } | { missing: string }> {
  const { signal } = new AbortController();
  try {
    const files = await installTrialModel({ onProgress: () => undefined, signal });
    // One thread: two of them wait for each other, and crawl, as soon as anything else wants a core.
    return { server: await startTrialModel({ files, signal, threads: 1 }) };
  } catch (error) {
    if (error instanceof UserError) return { missing: error.message };
    throw error;
  }
}
