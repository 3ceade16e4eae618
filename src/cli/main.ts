/** Entry point of the command line: runs `createProgram`, and turns whatever it throws into a message and an exit code. */

import { enableCompileCache } from 'node:module';
import './flatMemory.js';
import { onCommandLine, UserError } from '../core/errors.js';
import { EXIT, exitOfError } from './exitCodes.js';
import { createProgram } from './program.js';
import { readerOf } from './language.js';

declare const PLUMBLINE_VERSION: string;

const OLDEST_NODE = 22;
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `plumbline: Node ${process.versions.node} is not supported. Use Node ${OLDEST_NODE} or newer.\n`,
  );
  process.exit(EXIT.badInput);
}

// What was compiled once is loaded from the system's temporary folder: a fifth less start.
enableCompileCache();
// A closed pipe, as in `plumbline list | head`, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});
try {
  await createProgram(PLUMBLINE_VERSION).parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Prints an error and returns the exit code for it. Anything that is not a `UserError` is a bug, and is printed with its stack. */
function report(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (typeof code === 'string' && code.startsWith('commander.'))
    return exitCode === 0 ? EXIT.ok : EXIT.badInput;
  if (error instanceof UserError) {
    process.stderr.write(`plumbline: ${onCommandLine(error, readerOf(process.env))}\n`);
    return exitOfError(error);
  }
  process.stderr.write(
    `plumbline: This is a bug in Plumbline. Please report it.\n${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.bug;
}
