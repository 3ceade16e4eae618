/** The libraries of the open folders: read when they are first needed, then kept up to date file by file. */

import {
  commands,
  EventEmitter,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  type Disposable,
  type LogOutputChannel,
} from 'vscode';
import { logError } from '../logError.js';
import type { LibraryEntry, ReportedEntry } from '../../core/index.js';
import {
  BASELINES_GLOB,
  isAtOrUnder,
  isKeptFolder,
  KEPT_GLOB,
  NO_PROMPT_GLOB,
  promptOfKept,
} from '../promptFiles.js';
import type { Platform, PlatformLibrary } from '../platform.js';
import type { Entry } from '../entry.js';
import type { Session } from '../session.js';
import { FileChangeQueue, type FileChanges } from './fileChanges.js';
import { isOnHost, pathOf, uriOf } from '../fileUri.js';

/** Files that can be prompts, by their endings. */
const CANDIDATES = '**/*.{yml,yaml,json,md,markdown,txt,j2,jinja,jinja2,prompt,promptl,prompty}';
const SETTLE_MS = 200;
const MAX_FILES = 50_000;
/** After this, the view shows what was read so far. */
const PATIENCE_MS = 300;

export interface ListedPrompt {
  readonly uri: Uri;
  readonly entry: LibraryEntry;
}

export interface ReportedPromptFile {
  readonly uri: Uri;
  readonly reported: ReportedEntry;
}

interface FolderLibrary {
  /** The open folder, as a URI. */
  readonly folder: string;
  readonly library: PlatformLibrary;
}

const promptsOf = (libraries: readonly FolderLibrary[]): ListedPrompt[] =>
  libraries.flatMap(({ library }) =>
    library.entries().map((entry) => ({ uri: uriOf(`${library.root}/${entry.path}`), entry })),
  );

/** Null where it takes longer. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function hasBaselines(): Promise<boolean> {
  const [first] = await workspace.findFiles(BASELINES_GLOB, '**/node_modules/**', 1);
  void commands.executeCommand('setContext', 'plumbline.hasBaselines', first !== undefined);
  return first !== undefined;
}

async function namesFolders(): Promise<boolean> {
  const [config] = await workspace.findFiles('plumbline.yml', undefined, 1);
  if (!config) return false;
  const text = new TextDecoder().decode(await workspace.fs.readFile(config));
  return /^library:/m.test(text);
}

/** The innermost open folder that holds a file. */
const folderOf = (uri: Uri): string | undefined =>
  workspace.getWorkspaceFolder(uri)?.uri.toString();

export class PromptLibraries implements Disposable {
  readonly #platform: Platform;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  readonly #changes = new FileChangeQueue({
    settleMs: SETTLE_MS,
    work: (changes) => this.#follow(changes).catch((error: unknown) => logError(error, this.#log)),
  });
  #libraries: Promise<readonly FolderLibrary[]> | null = null;
  readonly #results = new Map<string, string>();
  /** Those that are being read for the first time. */
  #opening: readonly FolderLibrary[] = [];
  #known = new Set<string>();
  readonly onDidChange = this.#changed.event;

  constructor({
    platform,
    session,
    log,
  }: {
    platform: Platform;
    session: Session;
    log: LogOutputChannel;
  }) {
    this.#platform = platform;
    this.#log = log;
    const files = workspace.createFileSystemWatcher(CANDIDATES);
    const rules = workspace.createFileSystemWatcher('**/{plumbline.yml,.gitignore}');
    // A folder comes and goes as one: nothing need be said of the files in it.
    const folders = workspace.createFileSystemWatcher('**', false, true);
    const soon = (uri: Uri) => this.#libraries && this.#changes.file(uri.toString());
    // The first baseline may be what makes it worth reading them.
    const begin = () => void this.start().catch((error: unknown) => logError(error, log));
    const kept = workspace.createFileSystemWatcher(KEPT_GLOB);
    const keptOf = (uri: Uri) => {
      const prompt = promptOfKept(uri.path);
      if (!this.#libraries) begin();
      else if (prompt !== null) soon(uri.with({ path: prompt }));
      else if (isKeptFolder(uri.path)) this.#changes.everything();
    };
    const again = () => this.#libraries && this.#changes.everything();
    this.#subscriptions = [
      files,
      files.onDidCreate(soon),
      files.onDidChange(soon),
      files.onDidDelete(soon),
      kept,
      kept.onDidCreate(keptOf),
      kept.onDidChange(keptOf),
      kept.onDidDelete(keptOf),
      folders,
      folders.onDidCreate((uri) => this.#libraries && this.#changes.folder(uri.toString())),
      folders.onDidDelete((folder) => this.#goneIn(folder)),
      rules,
      rules.onDidCreate(again),
      rules.onDidChange(again),
      rules.onDidDelete(again),
      workspace.onDidChangeWorkspaceFolders(again),
      workspace.onDidGrantWorkspaceTrust(again),
      workspace.onDidChangeConfiguration(
        (change) => change.affectsConfiguration('files.exclude') && again(),
      ),
      session.onDidChange(({ entry, part }) => {
        if (part !== 'all' || !this.#hasNewResult(entry)) return;
        if (entry.baseline && !this.#libraries) begin();
        else soon(entry.uri);
      }),
    ];
  }

  /** Not with every key that is pressed: what stands in the file is followed by its watcher. */
  #hasNewResult({ uri, history, place, baseline }: Entry): boolean {
    const key = uri.toString();
    const runs = history.map(({ startedAt, code }) => `${startedAt} ${code}`);
    const results = [...runs, baseline?.accepted.measuredAt].join('\n');
    const before = this.#results.get(key);
    if (place) this.#results.set(key, results);
    return before !== undefined && before !== results;
  }

  dispose(): void {
    this.#changes.dispose();
    this.#subscriptions.forEach((each) => each.dispose());
    this.#changed.dispose();
  }

  /** Every prompt of the open folders, by path. Reads them when that was not done yet. */
  async all(): Promise<readonly ListedPrompt[]> {
    const all = promptsOf(await (this.#libraries ??= this.#read()));
    this.#known = new Set(all.map(({ uri }) => uri.toString()));
    const isAccepted = all.some(({ entry }) => entry.baseline !== null);
    void commands.executeCommand('setContext', 'plumbline.hasPrompts', all.length > 0);
    void commands.executeCommand('setContext', 'plumbline.hasBaselines', isAccepted);
    return all;
  }

  /** As `all`, with baselines and the history of these. */
  async reported(): Promise<readonly ReportedPromptFile[]> {
    const libraries = await (this.#libraries ??= this.#read());
    const reported = await Promise.all(
      libraries.map(async ({ library }) =>
        (await library.reported()).map((each) => ({
          uri: uriOf(`${library.root}/${each.entry.path}`),
          reported: each,
        })),
      ),
    );
    return reported.flat();
  }

  /** As `all`, but while they are read, those that are known so far: not before there are any. */
  async soFar(): Promise<{ prompts: readonly ListedPrompt[]; isReading: boolean }> {
    const all = this.all();
    for (;;) {
      const done = await within(all, PATIENCE_MS);
      const prompts = done ?? promptsOf(this.#opening);
      if (done || prompts.length > 0) return { prompts, isReading: !done };
    }
  }

  /** Reads all of them again. */
  async refresh(): Promise<void> {
    this.#libraries = this.#read();
    await this.all();
  }

  /**
   * Reads them at once where `plumbline.yml` names folders, since a plain text in them is a prompt and has its lens, and where
   * there are baselines, since the explorer marks those that no longer apply.
   */
  async start(): Promise<void> {
    if (!(await hasBaselines()) && !(await namesFolders())) return;
    if (!this.#libraries) await this.all();
  }

  /** Whether a file is known to be a prompt because a library's folder holds it. */
  holds(uri: Uri): boolean {
    return this.#known.has(uri.toString());
  }

  /** The folders `plumbline.yml` names, else none. */
  async folders(): Promise<readonly Uri[]> {
    const libraries = await (this.#libraries ??= this.#read());
    return libraries.flatMap(({ library: { root, config } }) =>
      (config.library?.folders ?? []).map((folder) => Uri.joinPath(uriOf(root), folder)),
    );
  }

  /** The root of the library that a file is in; null outside the open folders. */
  async rootOf(uri: Uri): Promise<Uri | null> {
    const libraries = await (this.#libraries ??= this.#read());
    const roots = libraries
      .map(({ library: { root } }) => uriOf(root))
      .filter((root) => isAtOrUnder(root, uri));
    return roots.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
  }

  /** Whoever shows them is told once they are read. */
  #read(): Promise<readonly FolderLibrary[]> {
    const opened = this.#open();
    void opened.then(async () => {
      if (this.#libraries !== opened) return;
      await this.all();
      this.#changed.fire();
    });
    return opened;
  }

  async #open(): Promise<readonly FolderLibrary[]> {
    this.#opening = [];
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => isOnHost(uri));
    const opened = await Promise.all(
      folders.map(async (folder) => {
        const library = await this.#platform.openLibrary(pathOf(folder.uri), {
          trusted: workspace.isTrusted,
          say: (text) => this.#log.warn(text),
        });
        // The editor's own search, so that `files.exclude` holds here too.
        const own: FolderLibrary = { folder: folder.uri.toString(), library };
        this.#opening = [...this.#opening, own];
        const pattern = { baseUri: folder.uri, base: pathOf(folder.uri), pattern: CANDIDATES };
        const found = await workspace.findFiles(pattern, NO_PROMPT_GLOB, MAX_FILES);
        // A folder inside another one that is open has a library of its own.
        const inIt = found.filter((uri) => folderOf(uri) === own.folder);
        await library.scan(inIt.map(pathOf));
        return own;
      }),
    ).catch((error: unknown) => {
      logError(error, this.#log);
      return [];
    });
    return opened;
  }

  #goneIn(folder: Uri): void {
    for (const known of this.#known)
      if (isAtOrUnder(folder, Uri.parse(known))) this.#changes.file(known);
  }

  async #follow({ all, files, folders }: FileChanges): Promise<void> {
    if (all) return this.refresh();
    const libraries = (await this.#libraries) ?? [];
    const inside = await Promise.all(folders.map((folder) => this.#filesIn(Uri.parse(folder))));
    const paths = [...[...files].map((file) => Uri.parse(file)), ...inside.flat()];
    for (const uri of paths)
      await libraries.find(({ folder }) => folder === folderOf(uri))?.library.update(pathOf(uri));
    if (paths.length === 0) return;
    await this.all();
    this.#changed.fire();
  }

  /** None for what is no folder, or has gone again. */
  async #filesIn(folder: Uri): Promise<readonly Uri[]> {
    const isFolder = await workspace.fs.stat(folder).then(
      ({ type }) => type === FileType.Directory,
      () => false,
    );
    if (!isFolder) return [];
    const pattern = new RelativePattern(folder, CANDIDATES);
    return workspace.findFiles(pattern, NO_PROMPT_GLOB, MAX_FILES);
  }
}
