import type { AppendLog } from '../core/ports/store.js';

/**
 * A log whose writes may fail without ending the run: reports the first failure, then stops writing.
 * The run's results stay in memory and in its report.
 */
export function forgiving(log: AppendLog, onFailure: (error: Error) => void): AppendLog {
  let failed = false;
  const fail = (error: unknown) => {
    if (!failed) onFailure(error as Error);
    failed = true;
  };
  return {
    read: () =>
      log.read().catch((error: unknown) => {
        fail(error);
        return [];
      }),
    append: async (line) => {
      if (failed) return;
      await log.append(line).catch(fail);
    },
    close: () => log.close().catch(fail),
  };
}
