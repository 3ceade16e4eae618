import { spawn } from 'node:child_process';
import { UserError } from '../../core/errors.js';
import { worded } from '../../core/say/worded.js';

export interface Python {
  readonly command: string;
  readonly args: readonly string[];
  /** Major and minor, for instance `3.11`: binary packages fit one of them. */
  readonly version: string;
}

const CANDIDATES: readonly (readonly [string, ...string[]])[] = [
  ['python3'],
  ['python'],
  ['py', '-3'],
];
const OLDEST_MINOR = 10;
/** Python otherwise searches the current folder for modules first, where a repository could have its own `json.py`. */
const ISOLATED = '-I';

/** Throws `UserError` if there is no Python 3.10 or newer. */
export async function findPython(): Promise<Python> {
  for (const [command, ...args] of CANDIDATES) {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const { code, stdout } = await run(
      command,
      [...args, ISOLATED, '-c', script],
      new AbortController().signal,
    );
    const [major, minor] = stdout.trim().split('.').map(Number);
    if (code === 0 && major === 3 && (minor ?? 0) >= OLDEST_MINOR)
      return { command, args, version: stdout.trim() };
  }
  throw new UserError(worded`The trial model needs Python 3.10 or newer, which was not found.`);
}

/** Arguments that run Python without anything the current folder or the user's own Python settings hold. */
export const isolated = ({ args }: Python, more: readonly string[]): string[] => [
  ...args,
  ISOLATED,
  ...more,
];

export const runPython = (python: Python, more: readonly string[], signal: AbortSignal) =>
  run(python.command, isolated(python, more), signal);

interface Finished {
  /** Null when it could not be started or was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], signal: AbortSignal): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ code: null, ...output, stderr: `${output.stderr}${error.message}` });
    });
    child.on('close', (code) => resolve({ code, ...output }));
  });
}
