/** Keys, asked for once and kept in the editor's secret store; nothing else ever holds them. */

import { l10n, window, type Event, type SecretStorage } from 'vscode';

const PREFIX = 'plumbline.key.';
/** The names of the keys there are: the store itself cannot be listed in every version. */
const INDEX = 'plumbline.keys';

export class Keys {
  readonly #secrets: SecretStorage;

  /** A key was stored or removed, in this window or another. */
  readonly onDidChange: Event<unknown>;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
    this.onDidChange = secrets.onDidChange;
  }

  /** By the name of the environment variable each one stands for. */
  async all(): Promise<Record<string, string>> {
    const names = await this.#names();
    const found = await Promise.all(
      names.map(async (name) => [name, await this.#secrets.get(PREFIX + name)] as const),
    );
    return Object.fromEntries(
      found.filter((each): each is readonly [string, string] => each[1] !== undefined),
    );
  }

  /** False when the user gave none. */
  async askFor(name: string): Promise<boolean> {
    const key = await askForKey(name, { refused: null, required: true });
    if (key === null) return false;
    await this.keep(name, key);
    return true;
  }

  async keep(name: string, key: string): Promise<void> {
    await this.#secrets.store(PREFIX + name, key);
    const names = new Set([...(await this.#names()), name]);
    await this.#secrets.store(INDEX, JSON.stringify([...names]));
  }

  async forgetAll(): Promise<number> {
    const names = await this.#names();
    await Promise.all(names.map((name) => this.#secrets.delete(PREFIX + name)));
    await this.#secrets.delete(INDEX);
    return names.length;
  }

  async #names(): Promise<string[]> {
    const text = await this.#secrets.get(INDEX);
    try {
      return text === undefined ? [] : (JSON.parse(text) as string[]);
    } catch {
      // Not what `askFor` wrote: the keys have to be asked for again.
      return [];
    }
  }
}

/** Null when it was closed; empty where none is required and none was given. `refused`: what was said of the one before. */
export async function askForKey(
  name: string,
  { refused, required }: { refused: string | null; required: boolean },
): Promise<string | null> {
  const stored = l10n.t(
    'The key is stored in the secret storage of this editor, never in a file. It is sent only to the endpoint that plumbline.yml names it for.',
  );
  const key = await window.showInputBox({
    title: l10n.t('Key for {0}', name),
    prompt: refused === null ? stored : l10n.t('The key was refused: {0}', refused),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (required && text.trim() === '' ? l10n.t('Enter a key.') : null),
  });
  return key === undefined ? null : key.trim();
}
