/**
 * An append-only file of complete lines. The editor's file systems cannot append: soon after a line came, and at the end, the
 * file is read and written again with what is new. A browser that is closed loses what came since.
 */

import { readFile } from 'node:fs/promises';
import type { AppendLog } from '../core/ports/store.js';
import type * as OnDisk from '../node/lineFile.js';
import { writeText } from './writeFile.js';

const WRITE_EVERY_MS = 1000;

/** Writers of one file wait for each other, or one would overwrite what the other has just written. */
const writing = new Map<string, Promise<void>>();

export const lineFile: typeof OnDisk.lineFile = (path) => new RewrittenFile(path);

class RewrittenFile implements AppendLog {
  readonly #path: string;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failure: Error | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<string[]> {
    return [...(await readLines(this.#path)), ...this.#waiting];
  }

  /** Resolves when the line is in memory. Rejects where an earlier one could not be written. */
  async append(line: string): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#waiting.push(line);
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_EVERY_MS);
  }

  async close(): Promise<void> {
    await this.#write();
    if (this.#failure) throw this.#failure;
  }

  #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const written = (writing.get(this.#path) ?? Promise.resolve()).then(() => this.#writeNow());
    writing.set(this.#path, written);
    return written;
  }

  async #writeNow(): Promise<void> {
    const added = this.#waiting.length;
    if (added === 0) return;
    try {
      const lines = await readLines(this.#path);
      await writeText(this.#path, [...lines, ...this.#waiting.slice(0, added), ''].join('\n'));
      this.#waiting.splice(0, added);
    } catch (error) {
      this.#failure = error as Error;
    }
  }
}

/** A last line without a line break was cut off during a write. */
async function readLines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').slice(0, -1);
}
