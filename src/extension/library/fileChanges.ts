/** Gathers what the editor's file watchers say, so that a thousand new files are one piece of work and not a thousand. */

export interface FileChanges {
  /** Everything has to be read again; the rest is then beside the point. */
  readonly all: boolean;
  /** Files that were created, changed or deleted, as URIs. */
  readonly files: ReadonlySet<string>;
  /** What was created and may be a folder, as URIs; none is inside another. */
  readonly folders: readonly string[];
}

export interface FileChangeOptions {
  /** Called for one batch at a time; never rejects. */
  readonly work: (changes: FileChanges) => Promise<void>;
  /** From the first change to the work, so that whoever makes a folder has time to fill it. */
  readonly settleMs: number;
}

/** Folders nobody keeps prompts in, and where most files come and go: packages, git's own, what is kept for prompts. */
const CLOSED = /\/(?:node_modules|\.git|\.plumbline)(?:\/|$)/;
/** With more new folders than this, one look at everything is less work. */
const MAX_FOLDERS = 20;

export class FileChangeQueue {
  readonly #options: FileChangeOptions;
  #all = false;
  #files = new Set<string>();
  #folders = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isWorking = false;

  constructor(options: FileChangeOptions) {
    this.#options = options;
  }

  file(uri: string): void {
    if (CLOSED.test(uri)) return;
    this.#files.add(uri);
    this.#schedule();
  }

  /** Something was created that may be a folder. */
  folder(uri: string): void {
    if (CLOSED.test(uri)) return;
    this.#folders.add(uri);
    this.#schedule();
  }

  everything(): void {
    this.#all = true;
    this.#schedule();
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(): void {
    if (this.#timer || this.#isWorking) return;
    this.#timer = setTimeout(() => void this.#flush(), this.#options.settleMs);
  }

  async #flush(): Promise<void> {
    this.#timer = null;
    const folders = outermost(this.#folders);
    const changes: FileChanges = {
      all: this.#all || folders.length > MAX_FOLDERS,
      files: this.#files,
      folders,
    };
    this.#all = false;
    this.#files = new Set();
    this.#folders = new Set();
    this.#isWorking = true;
    await this.#options.work(changes);
    this.#isWorking = false;
    if (this.#all || this.#files.size + this.#folders.size > 0) this.#schedule();
  }
}

/** Without those inside another. */
function outermost(folders: ReadonlySet<string>): string[] {
  const hasAncestor = (uri: string) => {
    for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1))
      if (folders.has(uri.slice(0, end))) return true;
    return false;
  };
  return [...folders].filter((uri) => !hasAncestor(uri));
}
