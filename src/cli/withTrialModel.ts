import { trialModelHost, type TrialModelHost } from '../node/trialModelHost.js';
import { cancellable } from './cancelled.js';
import { openTerminal, type Terminal } from './output.js';

export interface InTerminal {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Started with its first use. */
  readonly trial: TrialModelHost;
}

/** Work that Ctrl-C cancels, and after which the trial model does not run on. */
export function withTrialModel(
  work: (place: InTerminal) => Promise<number>,
  { sharedCache = false }: { sharedCache?: boolean | undefined } = {},
): Promise<number> {
  const terminal = openTerminal();
  return cancellable(terminal, async (signal) => {
    const trial = trialModelHost({ say: terminal.say, signal, sharedCache });
    try {
      return await work({ terminal, signal, trial });
    } finally {
      await trial.stop();
    }
  });
}
