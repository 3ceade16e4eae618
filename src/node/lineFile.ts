/**
 * An append-only file of complete lines. A kill loses at most the lines being written. So that a power failure loses little more,
 * the disk is asked to keep what was written every second in which lines come, and at the end.
 */

import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AppendLog } from '../core/ports/store.js';

const SYNC_EVERY_MS = 1000;

/** `mayBeReplaced`: by another process, which tidies it; lines then go to the new file. */
export function lineFile(path: string, { mayBeReplaced = false } = {}): AppendLog {
  let handle: Promise<FileHandle> | null = null;
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let isSynced = true;
  let syncedAt = Date.now();

  const opened = async () => {
    const file = await (handle ??= openForAppending(path));
    if (!mayBeReplaced || !(await isReplaced(file, path))) return file;
    await file.close();
    return (handle = openForAppending(path));
  };
  const take = () => {
    const lines = waiting;
    waiting = [];
    writing = null;
    return lines;
  };
  /** Lines that arrive during a write are batched into the next one. */
  const writeWaiting = async () => {
    const file = await opened().catch((error: unknown) => {
      // The next line tries anew; whoever appended these is told.
      handle = null;
      take();
      throw error;
    });
    // Whoever goes on after the lines before has another line at once: these are written together.
    await setImmediate();
    await file.appendFile(take().join(''));
    isSynced = false;
    if (Date.now() - syncedAt >= SYNC_EVERY_MS) await sync(file);
  };
  const sync = async (file: FileHandle) => {
    isSynced = true;
    await file.datasync();
    syncedAt = Date.now();
  };
  let last: Promise<void> = Promise.resolve();
  return {
    async read() {
      const text = await readIfThere(path);
      // A last line without a line break was cut off during a write.
      return text
        .slice(0, text.lastIndexOf('\n') + 1)
        .split('\n')
        .slice(0, -1);
    },
    append(line) {
      waiting.push(`${line}\n`);
      if (!writing) {
        // A failure of earlier lines was reported to whoever appended them.
        writing = last.catch(() => undefined).then(writeWaiting);
        last = writing;
      }
      return last;
    },
    async close() {
      // Reported by `append` and `opened`.
      await last.catch(() => undefined);
      const file = await handle?.catch(() => null);
      if (file && !isSynced) await sync(file).catch(() => undefined);
      await file?.close();
      handle = null;
    },
  };
}

async function isReplaced(file: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([file.stat(), stat(path).catch(() => null)]);
  return own.ino !== there?.ino;
}

async function openForAppending(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+');
  await endBrokenLine(file);
  return file;
}

/** Terminates a line that a crash cut off, so that it does not swallow the next one. */
async function endBrokenLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  if (size === 0) return;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  if (last[0] !== 0x0a) await file.appendFile('\n');
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
