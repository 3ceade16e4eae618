/** Tells when a `plumbline.yml` changed, in any of the open folders, saved in the editor or written by something else. */

import { EventEmitter, workspace, type Disposable, type Uri } from 'vscode';

const CONFIG = '/plumbline.yml';
export const isConfig = (uri: Uri): boolean => uri.path.endsWith(CONFIG);

export class ConfigFiles implements Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #subscriptions: Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    const files = workspace.createFileSystemWatcher(`**${CONFIG}`);
    const tell = (uri: Uri) => this.#changed.fire(uri);
    this.#subscriptions = [
      this.#changed,
      files,
      files.onDidCreate(tell),
      files.onDidChange(tell),
      files.onDidDelete(tell),
      // One above the open folders is not watched.
      workspace.onDidSaveTextDocument(({ uri }) => isConfig(uri) && tell(uri)),
    ];
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => each.dispose());
  }
}
