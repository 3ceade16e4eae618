/** In the explorer, a mark at each prompt that changed since its baseline was accepted. */

import {
  EventEmitter,
  FileDecoration,
  l10n,
  ThemeColor,
  type Disposable,
  type FileDecorationProvider,
  type Uri,
} from 'vscode';
import { logError } from '../logError.js';
import { changeText } from '../library/stateText.js';
import type { PromptLibraries } from '../library/promptLibraries.js';
import type { LogOutputChannel } from 'vscode';

export class StaleMarks implements FileDecorationProvider, Disposable {
  readonly #changed = new EventEmitter<Uri[]>();
  readonly #subscription: Disposable;
  #marks = new Map<string, { readonly uri: Uri; readonly text: string }>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(libraries: PromptLibraries, log: LogOutputChannel) {
    this.#subscription = libraries.onDidChange(() => {
      this.#follow(libraries).catch((error: unknown) => logError(error, log));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const mark = this.#marks.get(uri.toString());
    return mark && new FileDecoration('≠', mark.text, new ThemeColor('list.warningForeground'));
  }

  async #follow(libraries: PromptLibraries): Promise<void> {
    const before = this.#marks;
    const stale = (await libraries.all()).flatMap(({ uri, entry: { baseline } }) =>
      baseline?.stale
        ? [{ uri, text: l10n.t('Baseline out of date: {0}', changeText(baseline.stale)) }]
        : [],
    );
    this.#marks = new Map(stale.map((mark) => [mark.uri.toString(), mark]));
    const keys = new Set([...before.keys(), ...this.#marks.keys()]);
    const changed = [...keys].filter((key) => before.get(key)?.text !== this.#marks.get(key)?.text);
    const uris = changed.flatMap((key) => (before.get(key) ?? this.#marks.get(key))?.uri ?? []);
    if (uris.length > 0) this.#changed.fire(uris);
  }
}
