/** Asks a retriever: a command that gets a question on stdin and prints a JSON list of passages, best first. */

import { spawn } from 'node:child_process';
import { UserError } from '../../core/errors.js';
import { passagesIn } from '../../core/prompt/cases/passages.js';
import type { Passage } from '../../core/prompt/prompt.js';
import { worded, type Worded } from '../../core/say/worded.js';

const TIMEOUT_MS = 60_000;
const LONGEST = 10_000_000;
const SHOWN = 300;

/** Throws `UserError` where the command fails, takes too long, or prints anything but passages. An empty list is an answer. */
export async function askRetriever(
  command: string,
  question: string,
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<readonly Passage[]> {
  const { code, stdout, stderr } = await output(command, question, { cwd, signal });
  const asked = JSON.stringify(question.slice(0, SHOWN));
  const wrong = (what: Worded) =>
    new UserError((say) => [what(say), stderr.slice(-SHOWN)].filter(Boolean).join('\n'));
  if (code !== 0)
    throw wrong(
      worded`The retriever ended with exit code ${String(code)} for the question ${asked}.`,
    );
  if (/^\s*\[\s*\]\s*$/.test(stdout)) return [];
  const passages = passagesIn(stdout);
  if (passages) return passages;
  throw wrong(
    worded`The retriever printed ${JSON.stringify(stdout.slice(0, SHOWN))}, not a JSON list of {id, text}, for the question ${asked}.`,
  );
}

function output(
  command: string,
  question: string,
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const child = spawn(command, { cwd, shell: true, signal: limit });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        said[stream] += piece;
        if (said[stream].length > LONGEST) child.kill();
      });
    }
    child.once('error', (error) =>
      reject(
        signal.aborted
          ? error
          : new UserError(
              limit.aborted
                ? worded`The retriever did not answer within ${TIMEOUT_MS / 1000} seconds.`
                : worded`The retriever cannot be run: ${error.message}`,
            ),
      ),
    );
    child.once('close', (code) => resolve({ code, ...said }));
    // A command that does not read its input closes it, which is no failure of its own.
    child.stdin.on('error', () => undefined);
    child.stdin.end(question);
  });
}
