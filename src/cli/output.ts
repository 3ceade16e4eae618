/** Output of the command line: results to stdout, everything else to stderr, color only on a terminal. */

import pc from 'picocolors';
import type { Say } from '../core/say/say.js';
import { sayFor } from './language.js';
import { saidTo, type Worded } from '../core/say/worded.js';
import { onCommandLine, type UserError } from '../core/errors.js';

export interface Terminal {
  /** Results. */
  out(text: string | Worded): void;
  /** Progress and messages. */
  say(text: string | Worded): void;
  /** What went wrong with one of several, and what to do. */
  fail(error: UserError): void;
  readonly colours: ReturnType<typeof pc.createColors>;
  /** Whether stderr is a terminal whose cursor may be moved. */
  readonly live: boolean;
  readonly width: number;
  /** Puts the sentences of a report into the reader's language. */
  readonly words: Say;
}

/** Throws `UserError` for a language there are no texts in. */
export function openTerminal(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Terminal {
  const plain = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const coloured = !plain && (forced || process.stdout.isTTY === true) && env['TERM'] !== 'dumb';
  const words = sayFor(env);
  return {
    out: (text) => void process.stdout.write(`${saidTo(text, words)}\n`),
    say: (text) => void process.stderr.write(`${saidTo(text, words)}\n`),
    fail: (error) => void process.stderr.write(`plumbline: ${onCommandLine(error, words)}\n`),
    colours: pc.createColors(coloured),
    live: process.stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined,
    width: Math.max(40, Math.min(100, process.stdout.columns ?? 100)),
    words,
  };
}
