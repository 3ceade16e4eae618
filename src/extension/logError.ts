import type { LogOutputChannel } from 'vscode';
import { isUserError } from '../core/errors.js';

/** For errors that nobody has to be interrupted for: expected ones as a warning, bugs with their stack. */
export function logError(error: unknown, log: LogOutputChannel): void {
  if (isUserError(error)) log.warn(error.message);
  else log.error(error instanceof Error ? error : String(error));
}
