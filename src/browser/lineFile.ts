/**
 * An append-only file of complete lines. The editor's file systems cannot append: the whole file is written again, soon after
 * a line came and at the end. A browser that is closed loses what came since.
 */

import { readFile } from 'node:fs/promises';
import type { AppendLog } from '../core/ports/store.js';
import type * as OnDisk from '../node/lineFile.js';
import { writeText } from './writeFile.js';

const WRITE_EVERY_MS = 1000;

export const lineFile: typeof OnDisk.lineFile = (path) => new WholeFile(path);

class WholeFile implements AppendLog {
  readonly #path: string;
  #known: Promise<string[]> | null = null;
  #unwritten = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  read(): Promise<string[]> {
    return (this.#known ??= readLines(this.#path));
  }

  /** Resolves when the line is in memory. Rejects where an earlier one could not be written. */
  async append(line: string): Promise<void> {
    (await this.read()).push(line);
    this.#unwritten += 1;
    if (this.#failure) throw this.#failure;
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_EVERY_MS);
  }

  async close(): Promise<void> {
    await this.#write();
    if (this.#failure) throw this.#failure;
  }

  #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#writeNow());
    return this.#writing;
  }

  async #writeNow(): Promise<void> {
    if (this.#unwritten === 0) return;
    const lines = await this.read();
    this.#unwritten = 0;
    await writeText(this.#path, [...lines, ''].join('\n')).catch((error: unknown) => {
      this.#failure = error as Error;
    });
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
