/** Ctrl-C: the first stops the work in progress, the second exits immediately. */

import { UserError } from '../core/errors.js';
import { EXIT } from './exitCodes.js';
import type { Terminal } from './output.js';
import { worded } from '../core/say/worded.js';

/**
 * Runs the work of a command that Ctrl-C cancels. After Ctrl-C the command ends with `EXIT.cancelled`, whatever its work
 * returned or threw.
 */
export async function cancellable(
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const { signal, dispose } = cancelledByCtrlC(terminal);
  try {
    const code = await work(signal);
    return signal.aborted ? EXIT.cancelled : code;
  } catch (error) {
    if (!signal.aborted) throw error;
    terminal.say(worded`Cancelled. Run the same command to start again.`);
    return EXIT.cancelled;
  } finally {
    dispose();
  }
}

export function cancelledByCtrlC(terminal: Terminal): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    terminal.say(worded`\nStopping. Press Ctrl-C again to quit immediately.`);
    controller.abort(new UserError(worded`Cancelled.`));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
