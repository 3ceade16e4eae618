/** Runs the trial model behind an OpenAI-compatible server on a free loopback port. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../core/errors.js';
import type { TrialModelFiles } from './install.js';
import { isolated } from './python.js';
import { SERVER_SCRIPT } from './scripts.js';
import { worded } from '../../core/say/worded.js';

export const TRIAL_MODEL_ID = 'smollm2-135m-instruct';
export const TRIAL_EMBEDDER_ID = 'all-minilm-l6-v2';

export interface TrialModelServer {
  /** For instance `http://127.0.0.1:40123/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly files: TrialModelFiles;
  readonly signal: AbortSignal;
  readonly threads?: number;
  /**
   * Several calls at once, sharing the prefixes that were read before: faster for many readers, but the same prompt then
   * now and then gets another answer. Off by default, so that the model is deterministic.
   */
  readonly sharedCache?: boolean;
}

const READY_WITHIN_MS = 60_000;
const POLL_MS = 100;
/** One call at a time, because batching changes the results of each prompt. On two cores this is not slower. */
const SLOTS = 1;
const SHARED_SLOTS = 4;
const CONTEXT_TOKENS = 8192;
const EMBEDDER_CONTEXT_TOKENS = 512;
const LAST_LINES = 3;

/** Ends with this process. Throws `UserError` with the server's last output if it does not start. */
export const startTrialModel = ({
  files,
  signal,
  threads,
  sharedCache,
}: StartOptions): Promise<TrialModelServer> =>
  startServer(files, signal, {
    model: TRIAL_MODEL_ID,
    settings: {
      embeds: false,
      threads: threads ?? Math.min(2, availableParallelism()),
      slots: sharedCache ? SHARED_SLOTS : SLOTS,
      contextTokens: CONTEXT_TOKENS,
      sharedCache: sharedCache ?? false,
    },
  });

/** The embedder, as `startTrialModel`. */
export const startTrialEmbedder = ({
  files,
  signal,
}: Pick<StartOptions, 'files' | 'signal'>): Promise<TrialModelServer> =>
  startServer(files, signal, {
    model: TRIAL_EMBEDDER_ID,
    settings: { embeds: true, threads: 1, slots: SLOTS, contextTokens: EMBEDDER_CONTEXT_TOKENS },
  });

async function startServer(
  { python, packages, weights }: TrialModelFiles,
  signal: AbortSignal,
  { model, settings }: { model: string; settings: object },
): Promise<TrialModelServer> {
  const port = await freePort();
  const all = { packages, weights, alias: model, port, ...settings };
  const child = spawn(
    python.command,
    isolated(python, ['-u', '-c', SERVER_SCRIPT, JSON.stringify(all)]),
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      // Ctrl-C is handled here, so that calls in flight end first.
      detached: process.platform !== 'win32',
    },
  );
  const said = lastLinesOf(child);
  const stop = async () => {
    child.stdin?.end();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
  };
  try {
    await ready(child, port, { said, signal });
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl: `http://127.0.0.1:${port}/v1`, model, pid: child.pid as number, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function lastLinesOf(child: ChildProcess): () => string {
  let lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines = [...lines, ...text.split('\n')].filter((line) => line.trim() !== '').slice(-LAST_LINES);
  });
  return () => lines.join('\n');
}

async function ready(
  child: ChildProcess,
  port: number,
  { said, signal }: { said: () => string; signal: AbortSignal },
): Promise<void> {
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (failure || child.exitCode !== null) break;
    // Fails until the server listens.
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal }).catch(() => null);
    signal.throwIfAborted();
    if (response?.ok) return;
    await delay(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  const failed = worded`The trial model's server did not start.`;
  const printed = said();
  throw new UserError((say) => [failed(say), printed].filter(Boolean).join('\n'));
}
