/** The prompts of a workspace on this machine: found, read, and kept up to date. */

import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isUserError } from '../core/errors.js';
import { belongsToLibrary, LibraryIndex, type LibraryEntry } from '../core/library/library.js';
import type { SurroundingsReader } from '../core/ports/surroundings.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { isPromptName, readPrompt, type ParsedPrompt } from '../core/prompt/formats/formats.js';
import { lastRun } from '../core/studies/sensitivity/summary.js';
import { knownBaseline, promptsWithBaseline } from './baselines.js';
import { GitIgnore } from './gitIgnore.js';
import { inTurn } from './inTurn.js';
import { openStore } from './promptStore.js';
import { surroundingsOf } from './surroundings.js';
import { findWorkspace, namesIn, readDecoded, type Workspace } from './workspace.js';

/** Folders that are always skipped. */
const CLOSED = new Set(['.git', 'node_modules', '.plumbline']);
export interface LibraryOptions {
  readonly trusted?: boolean;
  /** Receives messages about unreadable files and folders, which are skipped. */
  readonly say?: (text: string) => void;
  /** Finds the workspace of each prompt. */
  readonly find?: (file: string) => Promise<Workspace>;
}

interface ScannedFolders {
  /** By folder. */
  readonly workspaces: Map<string, Promise<Workspace>>;
  /** By root: the prompts with saved runs. */
  readonly tested: Map<string, Promise<ReadonlySet<string>>>;
  /** By root: the prompts with a baseline. */
  readonly accepted: Map<string, Promise<ReadonlySet<string>>>;
  /** By folder: the names in it, for comparison. */
  readonly names: Map<string, Promise<ReadonlySet<string>>>;
}

const NONE: ReadonlySet<string> = new Set();

/** As a file system that ignores case, or composes letters in its own way, compares them. */
const comparable = (name: string) => name.normalize('NFC').toLowerCase();

const isYamlPrompt = (read: { readonly text: string } | null): boolean =>
  read !== null && /^messages\s*:/m.test(read.text);

export class PromptLibrary {
  readonly #workspace: Workspace;
  readonly #around: SurroundingsReader;
  readonly #index = new LibraryIndex();
  readonly #say: (text: string) => void;
  readonly #find: (file: string) => Promise<Workspace>;
  /** While everything is read, each folder is looked at once. */
  #scanned: ScannedFolders | null = null;

  constructor(
    workspace: Workspace,
    { trusted = true, say = () => undefined, find = findWorkspace }: LibraryOptions = {},
  ) {
    this.#find = find;
    this.#workspace = workspace;
    this.#say = say;
    const around = surroundingsOf(workspace.root, { trusted });
    this.#around = {
      ...around,
      file: async (path) => ((await this.#isMissing(path)) ? null : around.file(path)),
    };
  }

  entries(): readonly LibraryEntry[] {
    return this.#index.entries();
  }

  /** Paths of the prompts in the workspace, sorted, reading no more than it takes to tell which files are prompts. */
  async paths(): Promise<string[]> {
    const all = await this.#walk('', new GitIgnore(this.#workspace.root));
    const isPrompt = await inTurn(
      all,
      async (path) => this.#belongs(path) === 'yes' || this.#hasMessages(path),
    );
    return all.filter((_, at) => isPrompt[at]).toSorted();
  }

  async #hasMessages(path: string): Promise<boolean> {
    const file = join(this.#workspace.root, path);
    return isYamlPrompt(await this.#unlessUnreadable(readDecoded(file), null));
  }

  /** Scans the workspace, or only these paths if the host has already found them. */
  async scan(found?: readonly string[]): Promise<void> {
    const ignored = new GitIgnore(this.#workspace.root);
    const all = found ?? (await this.#walk('', ignored));
    const paths: string[] = [];
    for (const path of all)
      if (this.#belongs(path) !== 'no' && !(found && (await ignored.ignores(path))))
        paths.push(path);
    this.#scanned = {
      ...{ workspaces: new Map(), tested: new Map() },
      ...{ accepted: new Map(), names: new Map() },
    };
    await inTurn(paths, (path) => this.update(path));
    this.#scanned = null;
  }

  /** Reads one file again. One that no longer exists, or is not a prompt, is removed from the library. */
  async update(path: string): Promise<void> {
    const belongs = this.#belongs(path);
    const file = join(this.#workspace.root, path);
    const read = belongs === 'no' ? null : await this.#unlessUnreadable(readDecoded(file), null);
    if (read === null || !(belongs === 'yes' || isYamlPrompt(read)))
      return this.#index.remove(path);
    let parsed: ParsedPrompt;
    const used = new Set<string>();
    try {
      parsed = await readPrompt({ path, ...read }, this.#noting(used));
      this.#index.update(path, parsed, [...used].toSorted());
    } catch (error) {
      if (!isUserError(error)) throw error;
      this.#say(error.message);
      return this.#index.remove(path);
    }
    await this.#updateResult(path, parsed.prompt);
  }

  /** What a prompt may refer to; `used` receives the files that are there. */
  #noting(used: Set<string>): SurroundingsReader {
    return {
      ...this.#around,
      file: async (name) => {
        const text = await this.#around.file(name);
        if (text !== null) used.add(name);
        return text;
      },
      image: async (name) => {
        const bytes = (await this.#around.image?.(name)) ?? null;
        if (bytes !== null) used.add(name);
        return bytes;
      },
    };
  }

  /** Takes over the last run of a prompt, from where its runs are kept. */
  async #updateResult(path: string, prompt: Prompt | null): Promise<void> {
    const own = await this.#unlessUnreadable(this.#workspaceOf(path), this.#workspace);
    const ownPath = own.pathOf(join(this.#workspace.root, path));
    const tested = await this.#testedIn(own);
    const isTested = tested?.has(ownPath) ?? true;
    const history = isTested
      ? await this.#unlessUnreadable(openStore(own, ownPath, () => undefined).history(), [])
      : [];
    const isAccepted = (await this.#acceptedIn(own))?.has(ownPath) ?? true;
    const baseline =
      prompt && isAccepted
        ? await this.#unlessUnreadable(knownBaseline(own, ownPath, prompt), null)
        : null;
    this.#index.setResult(path, { last: lastRun(history), baseline, config: own.config });
  }

  /** The workspace that a run of this prompt belongs to: a folder may have a `plumbline.yml` of its own, or be its own root. */
  #workspaceOf(path: string): Promise<Workspace> {
    const file = join(this.#workspace.root, path);
    const folder = dirname(file);
    const known = this.#scanned?.workspaces.get(folder);
    if (known) return known;
    const found = this.#find(file);
    this.#scanned?.workspaces.set(folder, found);
    return found;
  }

  /** Most prompts have no file beside them: one look at the folder tells so for all of its prompts. */
  async #isMissing(path: string): Promise<boolean> {
    if (!this.#scanned) return false;
    const file = join(this.#workspace.root, path);
    const folder = dirname(file);
    const { names } = this.#scanned;
    const known = names.get(folder) ?? this.#namesIn(folder);
    names.set(folder, known);
    return !(await known).has(comparable(basename(file)));
  }

  async #namesIn(folder: string): Promise<ReadonlySet<string>> {
    return new Set((await this.#unlessUnreadable(namesIn(folder), [])).map(comparable));
  }

  /** An unreadable file must not hide the others. */
  async #unlessUnreadable<T>(reading: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      const isExpected = isUserError(error) || (error as NodeJS.ErrnoException).code !== undefined;
      if (!isExpected) throw error;
      this.#say((error as Error).message);
      return otherwise;
    }
  }

  #belongs(path: string) {
    const { folders = [], files = [] } = this.#workspace.config.library ?? {};
    return belongsToLibrary(path, { folders, files, isPromptName });
  }

  async #walk(folder: string, ignored: GitIgnore): Promise<string[]> {
    const entries = await this.#unlessUnreadable(
      readdir(join(this.#workspace.root, folder), { withFileTypes: true }),
      [],
    );
    const found: string[] = [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (CLOSED.has(entry.name)) continue;
      if (entry.isDirectory()) {
        if (!(await ignored.ignores(`${path}/`))) found.push(...(await this.#walk(path, ignored)));
      } else if (entry.isFile() && this.#belongs(path) !== 'no') {
        if (!(await ignored.ignores(path))) found.push(path);
      }
    }
    return found;
  }

  /** Prompts with a baseline, in the same way. */
  #acceptedIn({ root }: Workspace): Promise<ReadonlySet<string>> | null {
    if (!this.#scanned) return null;
    const { accepted } = this.#scanned;
    const known = accepted.get(root) ?? this.#unlessUnreadable(promptsWithBaseline(root), NONE);
    accepted.set(root, known);
    return known;
  }

  /** Prompts with saved runs, so that a scan does not check each prompt; null outside a scan. */
  #testedIn({ root }: Workspace): Promise<ReadonlySet<string>> | null {
    if (!this.#scanned) return null;
    const { tested } = this.#scanned;
    const known = tested.get(root) ?? this.#promptsWithRuns(root);
    tested.set(root, known);
    return known;
  }

  async #promptsWithRuns(root: string): Promise<ReadonlySet<string>> {
    const runs = join(root, '.plumbline', 'runs');
    const entries = await this.#unlessUnreadable(namesIn(runs, { recursive: true }), []);
    const histories = entries.filter((entry) => /[/\\]history$/.test(entry));
    return new Set(
      histories.map((entry) => entry.replace(/[/\\]history$/, '').replace(/\\/g, '/')),
    );
  }
}
