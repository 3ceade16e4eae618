/** Where the editor draws a failed test's message at the end of a line, so that no result of ours is drawn over it. */

import { EventEmitter, type Disposable, type Uri } from 'vscode';

/** The prompt itself, beside the ids of its cases. */
export const PROMPT_ITSELF = '';

export class RedMessages implements Disposable {
  readonly #changed = new EventEmitter<void>();
  #drawn = new Map<string, Set<string>>();
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  /** `id`: of a case, or `PROMPT_ITSELF`. */
  has(uri: Uri, id: string): boolean {
    return this.#drawn.get(uri.toString())?.has(id) ?? false;
  }

  add(uri: Uri, id: string): void {
    const key = uri.toString();
    const own = this.#drawn.get(key) ?? new Set();
    this.#drawn.set(key, own.add(id));
    this.#changed.fire();
  }

  /** The editor draws the messages of the newest test run only. */
  clear(): void {
    if (this.#drawn.size === 0) return;
    this.#drawn = new Map();
    this.#changed.fire();
  }
}
