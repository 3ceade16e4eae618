/**
 * MCP over stdin and stdout of a shell command. The SDK's own transport stops the shell alone: what the shell started would go on,
 * and keep this process from ending.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

const IS_WINDOWS = process.platform === 'win32';
const ENDS_WITHIN_MS = 2_000;

/** `close` ends its input, and kills the command with all it started where that does not end it within two seconds. */
export function commandTransport(command: string, { cwd }: { cwd: string }): Transport {
  let child: ChildProcess | null = null;
  const buffer = new ReadBuffer();
  const transport: Transport = {
    start: () =>
      new Promise((resolve, reject) => {
        const started = spawn(command, {
          ...{ cwd, shell: true, windowsHide: true, stdio: ['pipe', 'pipe', 'inherit'] },
          // A process group of its own, so that it can be killed as a whole.
          detached: !IS_WINDOWS,
        });
        child = started;
        started.once('spawn', resolve);
        started.once('error', reject);
        started.once('close', () => transport.onclose?.());
        started.stdin?.on('error', (error) => transport.onerror?.(error));
        started.stdout?.on('data', (chunk: Buffer) => {
          try {
            buffer.append(chunk);
            deliver(buffer, transport);
          } catch (error) {
            transport.onerror?.(error as Error);
            kill(started);
          }
        });
      }),
    send: (message) =>
      new Promise((resolve, reject) => {
        if (!child?.stdin?.writable) return reject(new Error('Connection closed'));
        child.stdin.write(serializeMessage(message), (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    close: async () => {
      if (child) await ended(child);
    },
  };
  return transport;
}

/** Lines that are no messages are passed over. */
function deliver(buffer: ReadBuffer, transport: Transport): void {
  for (;;) {
    try {
      const message = buffer.readMessage();
      if (message === null) return;
      transport.onmessage?.(message);
    } catch (error) {
      transport.onerror?.(error as Error);
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.stdout?.closed) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.end();
  const timer = setTimeout(() => kill(child), ENDS_WITHIN_MS);
  await closed;
  clearTimeout(timer);
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (IS_WINDOWS) {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
