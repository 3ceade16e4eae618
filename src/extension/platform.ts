/**
 * What the extension needs of the machine it runs on. `desktop.ts` has it from Node, on the user's machine or the remote
 * one the extension host runs on; a browser host would bring its own.
 */

import type {
  Cache,
  Clock,
  Config,
  Endpoint,
  FrozenVariants,
  Influence,
  LibraryEntry,
  AppendLog,
  Outcome,
  Plan,
  Prompt,
  Report,
  RunSummary,
  SideUse,
  SurroundingsReader,
} from '../core/index.js';

/** A prompt file's place in its repository. */
export interface Place {
  readonly root: string;
  /** From the root, with `/`. */
  readonly path: string;
  readonly file: string;
  readonly config: Config;
}

/** The prompts under a workspace's root. Files are named by their path on the machine. */
export interface PlatformLibrary {
  readonly root: string;
  readonly config: Config;
  entries(): readonly LibraryEntry[];
  scan(files: readonly string[]): Promise<void>;
  /** Reads one file and its last result again. */
  update(file: string): Promise<void>;
}

export interface RunJournal {
  readonly log: AppendLog;
  readonly earlier: readonly Outcome[];
  /** What its calls beside the trials took. */
  readonly side: SideUse;
}

/** A model that can be chosen. Stored as it is, so it holds no key. */
export interface ModelChoice {
  readonly kind: 'configured' | 'server' | 'editor' | 'trial' | 'recorded';
  readonly label: string;
  /** The name it is asked for by: an alias, a model id, or the editor's own id. */
  readonly model: string;
  /** For servers found on this machine. */
  readonly baseUrl?: string;
}

type Say = (text: string) => void;

export interface EndpointQuestion {
  readonly choice: ModelChoice | null;
  readonly prompt: Prompt;
  readonly place: Place;
  readonly concurrency: number | null;
  /** Keys by the name of their environment variable; they win over the environment. */
  readonly keys: Readonly<Record<string, string>>;
  readonly say: Say;
}

export interface FoundEndpoint {
  /** What has to be started for it starts with the first call. */
  readonly endpoint: Endpoint;
  /** Whether the calls stay on this machine. */
  readonly local: boolean;
  readonly note: string | null;
}

export interface Platform {
  clock(): Promise<Clock>;
  /** Throws `UserError` when `plumbline.yml` cannot be understood. */
  placeOf(file: string): Promise<Place>;
  /** What a prompt may refer to: files inside its workspace, and the environment. */
  surroundings(place: Place, trusted: boolean): Promise<SurroundingsReader>;
  /** `say` is told of files that cannot be read. Throws `UserError` when `plumbline.yml` cannot be understood. */
  openLibrary(folder: string, options: { trusted: boolean; say: Say }): Promise<PlatformLibrary>;
  /** Moves what is kept for a prompt, or for a folder of prompts, whose path changed. */
  moveKept(from: string, to: string): Promise<void>;
  readFrozen(place: Place): Promise<{ text: string; frozen: FrozenVariants } | null>;
  writeFrozen(place: Place, text: string): Promise<void>;
  variantsFile(place: Place): Promise<string>;
  /** The prompt file a file of kept wordings belongs to; null for any other file. */
  promptOfVariantsFile(file: string): Promise<string | null>;
  openCache(place: Place, say: Say): Promise<{ cache: Cache; close(): Promise<void> }>;
  beginJournal(place: Place, plan: Plan, how: { endpoint: string; say: Say }): Promise<RunJournal>;
  /** The newest journal of a run with this plan fingerprint; null where there is none. */
  findJournal(place: Place, fingerprint: string, say: Say): Promise<RunJournal | null>;
  history(place: Place): Promise<readonly RunSummary[]>;
  /** The text of a kept report; null when it is no longer there. */
  readReport(place: Place, run: RunSummary): Promise<string | null>;
  keepReport(place: Place, report: Report, say: Say): Promise<void>;
  /** The text of the proposed cases; null where there are none. */
  readCases(place: Place): Promise<string | null>;
  writeCases(place: Place, text: string): Promise<void>;
  /** Which words matter; null where that was not measured. */
  readInfluence(place: Place): Promise<Influence | null>;
  keepInfluence(place: Place, influence: Influence, say: Say): Promise<void>;
  hasRecording(place: Place): Promise<boolean>;
  /** Models of `plumbline.yml` and of servers on this machine. */
  findModels(place: Place | null): Promise<readonly ModelChoice[]>;
  /** Whether the embedded trial model need not be downloaded any more. */
  trialModelInstalled(): Promise<boolean>;
  /** Throws `UserError` where there is no model, `MissingKey` where its key is not there. */
  findEndpoint(question: EndpointQuestion): Promise<FoundEndpoint>;
  dispose(): Promise<void>;
}
