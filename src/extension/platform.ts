/**
 * What the extension needs from the machine it runs on. `desktop.ts` provides it from Node, on the user's machine or the
 * remote one the extension host runs on; `src/browser` from what a browser has.
 */

import type {
  Capabilities,
  Config,
  Endpoint,
  LibraryEntry,
  Prompt,
  PromptStore,
  ReportedEntry,
  SurroundingsReader,
} from '../core/index.js';

/** A prompt file's place in its repository. */
export interface PromptPlace {
  readonly root: string;
  /** From the root, with `/`. */
  readonly path: string;
  readonly file: string;
  readonly config: Config;
  /** Why `plumbline.yml` is invalid; null where it is valid. `config` is then what it said before, and nothing is sent. */
  readonly trouble: string | null;
}

/** The prompts under a workspace's root. Files are named by their path on the machine. */
export interface PlatformLibrary {
  readonly root: string;
  readonly config: Config;
  entries(): readonly LibraryEntry[];
  scan(files: readonly string[]): Promise<void>;
  /** Reads one file and its last result again. */
  update(file: string): Promise<void>;
  /** The entries with their baselines and the history of these. */
  reported(): Promise<readonly ReportedEntry[]>;
}

/** A model that can be selected. Stored as it is, so it holds no key. */
export interface ModelChoice {
  readonly kind: 'configured' | 'server' | 'editor' | 'trial' | 'recorded';
  readonly label: string;
  /** The name it is asked for by: an alias, a model id, or the editor's own id. */
  readonly model: string;
  /** For servers found on this machine. */
  readonly baseUrl?: string;
}

export interface FoundModels {
  /** Models of `plumbline.yml` and of servers on this machine. */
  readonly choices: readonly ModelChoice[];
  /** Whether the embedded trial model is already downloaded. */
  readonly trialInstalled: boolean;
}

type Say = (text: string) => void;

export interface ProxySettings {
  /** For instance `http://proxy.example:3128`. */
  readonly url: string;
  /** Hosts that are reached directly, as in `NO_PROXY`; undefined: those of the environment. */
  readonly except: string | undefined;
}

export interface EndpointQuestion {
  readonly choice: ModelChoice | null;
  readonly prompt: Prompt;
  readonly place: PromptPlace;
  readonly concurrency: number | null;
  /** Keys by the name of their environment variable; they win over the environment. */
  readonly keys: Readonly<Record<string, string>>;
  readonly say: Say;
}

export interface EndpointAddress {
  readonly baseUrl: string;
  readonly apiKey: string | null;
}

export interface FoundEndpoint {
  /** What has to be started for it starts with the first call. */
  readonly endpoint: Endpoint;
  /** Whether the calls stay on this machine. */
  readonly local: boolean;
  readonly note: string | null;
}

export interface Platform {
  placeOf(file: string): Promise<PromptPlace>;
  /** What a prompt may refer to: files inside its workspace, and the environment. */
  surroundings(place: PromptPlace, trusted: boolean): Promise<SurroundingsReader>;
  /** `say` is told of files that cannot be read. */
  openLibrary(folder: string, options: { trusted: boolean; say: Say }): Promise<PlatformLibrary>;
  /** Moves what is kept for a prompt, or for a folder of prompts, whose path changed. */
  moveKept(from: string, to: string): Promise<void>;
  /** The files and folders that are kept for a prompt file. */
  keptFilesOf(file: string): Promise<readonly string[]>;
  /** What is kept for a prompt. `warn` is told what could not be kept. */
  store(place: PromptPlace, warn: Say): Promise<PromptStore>;
  /** Of the environment; null where it is not set. */
  environment(name: string): Promise<string | null>;
  /** The ids that an endpoint lists. Throws `ProviderError` where it does not. */
  listModels(endpoint: EndpointAddress): Promise<readonly string[]>;
  /** What a model supports, by a few short calls. */
  checkModel(
    endpoint: EndpointAddress & { readonly model: string },
    signal: AbortSignal,
  ): Promise<Capabilities>;
  findModels(place: PromptPlace | null): Promise<FoundModels>;
  /** Throws `UserError` where there is no model, `MissingKey` where its key is not there. */
  findEndpoint(question: EndpointQuestion): Promise<FoundEndpoint>;
  dispose(): Promise<void>;
}
