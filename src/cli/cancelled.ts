/** Ctrl-C: the first time it stops what is going on, the second time at once. */

import { UserError } from '../core/errors.js';
import { EXIT } from './exitCodes.js';
import type { Terminal } from './output.js';

export function cancelledByCtrlC(terminal: Terminal): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    terminal.say('\nStopping. Ctrl-C again ends at once.');
    controller.abort(new UserError('Cancelled.'));
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
