/** Which files git ignores, by the `.gitignore` files of a workspace. */

import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readText } from './workspace.js';

export class GitIgnore {
  readonly #root: string;
  readonly #rules = new Map<string, Promise<Ignore | null>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** `path` is relative to the root, with `/`; a folder's ends with one. */
  async ignores(path: string): Promise<boolean> {
    const parts = path.replace(/\/$/, '').split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const isFolder = depth < parts.length || path.endsWith('/');
      const part = parts.slice(0, depth).join('/') + (isFolder ? '/' : '');
      if (await this.#ignoresItself(part)) return true;
    }
    return false;
  }

  /** The rules closest to the file win, as in git. */
  async #ignoresItself(path: string): Promise<boolean> {
    const folders = path.replace(/\/$/, '').split('/').slice(0, -1);
    for (let depth = folders.length; depth >= 0; depth--) {
      const folder = folders.slice(0, depth).join('/');
      const rules = await this.#rulesOf(folder);
      const verdict = rules?.test(folder === '' ? path : path.slice(folder.length + 1));
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }

  #rulesOf(folder: string): Promise<Ignore | null> {
    const kept = this.#rules.get(folder);
    if (kept) return kept;
    const rules = readText(join(this.#root, folder, '.gitignore')).then(
      (text) => (text === null ? null : ignore().add(text)),
      () => null,
    );
    this.#rules.set(folder, rules);
    return rules;
  }
}
