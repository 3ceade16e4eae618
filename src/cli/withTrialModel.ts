import { trialModelHost, type TrialModelHost } from '../node/trialModelHost.js';
import { cancellable } from './cancelled.js';
import { openTelemetry, type Telemetry } from './otel/telemetry.js';
import { openTerminal, type Terminal } from './output.js';

export interface InTerminal {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Started with its first use. */
  readonly trial: TrialModelHost;
  readonly telemetry: Telemetry;
}

/** Work that Ctrl-C cancels, and after which the trial model does not run on. */
export function withTrialModel(
  work: (place: InTerminal) => Promise<number>,
  { sharedCache = false }: { sharedCache?: boolean | undefined } = {},
): Promise<number> {
  const terminal = openTerminal();
  return cancellable(terminal, async (signal) => {
    const trial = trialModelHost({ say: terminal.say, signal, sharedCache });
    const telemetry = openTelemetry(terminal.say);
    try {
      return await work({ terminal, signal, trial, telemetry });
    } finally {
      await telemetry.close();
      await trial.stop();
    }
  });
}
