/**
 * Lines found by the key they begin with. Only keys and places are held: a line is read when it is asked for, with those around
 * it, since a run asks in about the order in which an earlier one wrote.
 */

import { open, type FileHandle } from 'node:fs/promises';
import type { KeyedLines } from '../core/ports/store.js';
import { lineFile } from './lineFile.js';

const CHUNK = 1 << 20;
const WINDOW = 1 << 18;
/** A prompt that has grown finds its answers where several runs wrote them, and goes to and fro between these places. */
const WINDOWS = 4;
const LINE_BREAK = 0x0a;
const INDEX_EVERY_MS = 250;

/** Keys have one length. A file that is not there is empty; any other trouble rejects. */
export function keyedLines(path: string, keyLength: number): KeyedLines {
  const log = lineFile(path, { mayBeReplaced: true });
  const file = new IndexedFile(path, keyLength);
  /** Keys this process has written, until their places are known. */
  const written = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time, in the order they are asked for. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  let indexedAt = 0;
  const index = async () => {
    indexedAt = Date.now();
    for (const key of await file.index()) written.delete(key);
  };
  const opened = inTurn(index);
  // Whoever asks first is told.
  opened.catch(() => undefined);

  return {
    async has(key) {
      await opened;
      return file.has(key) || written.has(key);
    },
    async read(key) {
      await opened;
      const near = file.near(key);
      if (near !== undefined) return near;
      if (file.has(key)) return inTurn(() => file.read(key));
      // Another process may have written it since; looked for now and then.
      if (!written.has(key) && Date.now() - indexedAt < INDEX_EVERY_MS) return null;
      return inTurn(async () => {
        if (!file.has(key)) await index();
        return file.read(key);
      });
    },
    async append(key, rest) {
      await log.append(`${key} ${rest}`);
      written.add(key);
    },
    catchUp: () => inTurn(index),
    async close() {
      await last;
      await log.close();
      await file.close();
    },
  };
}

/** A part of a file. */
interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** To be asked for one thing at a time. */
class IndexedFile {
  readonly #path: string;
  readonly #keyLength: number;
  readonly #places = new Map<string, number>();
  #handle: FileHandle | null = null;
  #indexed = 0;
  /** What was read last, the newest first. */
  #windows: readonly Window[] = [];

  constructor(path: string, keyLength: number) {
    this.#path = path;
    this.#keyLength = keyLength;
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** The keys of the lines that have come since the last time. A line that is still being written is left for the next. */
  async index(): Promise<string[]> {
    const keys: string[] = [];
    this.#handle ??= await openIfThere(this.#path);
    if (!this.#handle) return keys;
    for (let size = CHUNK; ;) {
      const bytes = await readFrom(this.#handle, this.#indexed, size);
      const end = bytes.lastIndexOf(LINE_BREAK) + 1;
      for (let at = 0; at < end; at = bytes.indexOf(LINE_BREAK, at) + 1) {
        const key = bytes.toString('latin1', at, at + this.#keyLength);
        this.#places.set(key, this.#indexed + at);
        keys.push(key);
      }
      this.#indexed += end;
      if (bytes.length < size) return keys;
      if (end === 0) size *= 2;
    }
  }

  /** What follows the key; null where there is no such line, or no longer. */
  async read(key: string): Promise<string | null> {
    const at = this.#places.get(key);
    return at === undefined ? null : this.#restOf(key, await this.#lineAt(at));
  }

  /** The same without reading anything; undefined where the line is not among those that were read last. */
  near(key: string): string | null | undefined {
    const at = this.#places.get(key);
    const line = at === undefined ? null : this.#lineInWindows(at);
    return line === null ? undefined : this.#restOf(key, line);
  }

  #restOf(key: string, line: string): string | null {
    return line.startsWith(key) ? line.slice(this.#keyLength + 1) : null;
  }

  async #lineAt(at: number): Promise<string> {
    for (let size = WINDOW; ; size *= 2) {
      const line = this.#lineInWindows(at);
      if (line !== null) return line;
      // Calls that were under way together wrote in another order than they were begun in: what stands before is asked for, too.
      const start = Math.max(0, at - size / 2);
      const bytes = await readFrom(this.#handle as FileHandle, start, size);
      this.#windows = [{ start, bytes }, ...this.#windows.slice(0, WINDOWS - 1)];
      if (bytes.length < size) return this.#lineInWindows(at) ?? '';
    }
  }

  /** Null where it is not there as a whole. */
  #lineInWindows(at: number): string | null {
    for (const { start, bytes } of this.#windows) {
      const from = at - start;
      const end = from >= 0 && from < bytes.length ? bytes.indexOf(LINE_BREAK, from) : -1;
      if (end >= 0) return bytes.toString('utf8', from, end);
    }
    return null;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

/** Fewer bytes than asked for are the last of the file. */
export async function readFrom(handle: FileHandle, at: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, at);
  return buffer.subarray(0, bytesRead);
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
