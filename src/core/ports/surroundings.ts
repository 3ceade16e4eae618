/** What a prompt file may refer to: other files and environment variables. */

import { UserError } from '../errors.js';
import type { Encoding } from '../text/decodeText.js';
import type { ImageBytes } from './image.js';
import { worded } from '../say/worded.js';

/** Why a file was not read although its name is there: the name is a link to outside of the workspace, or a folder; or the system forbids it. */
export type WhyUnread = 'outside' | 'folder' | 'denied';

export interface Surroundings {
  /** Whether references to values may be resolved. False in an untrusted workspace. */
  readonly trusted: boolean;
  /** The text of a file by its path from the workspace root; null if it does not exist. */
  file(path: string): string | null;
  /** A file of an image, as `file`. Absent: no images can be read. */
  image?(path: string): ImageBytes | null;
  /** The value of an environment variable; null if it is not set or must not be read. */
  environment(name: string): string | null;
  /** The encoding of a file that was read; null or absent if that is not known. */
  encoding?(path: string): Encoding | null;
  /** The names in a folder, those of folders with a `/` at the end; null or absent if it cannot be listed. */
  names?(folder: string): readonly string[] | null;
  /** Of a file that was asked for; null or absent: it does not exist, or was read. */
  whyUnread?(path: string): WhyUnread | null;
}

export const NOTHING_AROUND: Surroundings = {
  trusted: true,
  file: () => null,
  environment: () => null,
};

/** Throws `UserError` if a file cannot be edited because it would be written in another encoding. */
export function refuseOtherEncoding(path: string, { encoding }: Surroundings): void {
  const found = encoding?.(path) ?? 'UTF-8';
  if (found === 'UTF-8') return;
  throw new UserError(
    worded`${path} is in ${found}, and would be written as UTF-8. Save it as UTF-8 first.`,
  );
}

/** How a host reads what a prompt refers to. Paths never leave the workspace. */
export interface SurroundingsReader {
  readonly trusted: boolean;
  /** Null if the file does not exist or cannot be read. */
  file(path: string): Promise<string | null>;
  image?: (path: string) => Promise<ImageBytes | null>;
  environment: Surroundings['environment'];
  encoding?: (path: string) => Encoding | null;
  names?: (folder: string) => Promise<readonly string[] | null>;
  whyUnread?: (path: string) => WhyUnread | null;
}

/** Max rounds of files that refer to other files; more means a cycle. */
const MAX_ROUNDS = 12;

/** Runs synchronous work that needs files, and repeats it with the files it asked for until it asks for no new ones. */
export async function withSurroundings<T>(
  reader: SurroundingsReader,
  work: (around: Surroundings) => T,
): Promise<T> {
  const isExplained = (path: string) => (reader.whyUnread?.(path) ?? null) !== null;
  const files = new Answers((path) => reader.file(path), isExplained);
  const images = new Answers(async (path) => (await reader.image?.(path)) ?? null, isExplained);
  const folders = new Answers(
    async (folder) => (await reader.names?.(folder)) ?? null,
    isExplained,
  );
  const { image: _, ...rest } = reader;
  const around: Surroundings = {
    ...rest,
    file: (path) => files.known(path),
    ...(reader.image ? { image: (path: string) => images.known(path) } : {}),
    names: (folder) => folders.known(folder),
  };
  for (let round = 1; ; round++) {
    const outcome = tried(() => work(around));
    const news = [await files.ask(), await images.ask(), await folders.ask()];
    if (!news.includes(true) || round === MAX_ROUNDS) return outcome();
  }
}

/** What was asked for and is known, by name. Null is the answer until it is, and for what does not exist. */
class Answers<T> {
  readonly #known = new Map<string, T | null>();
  readonly #wanted = new Set<string>();
  readonly #find: (name: string) => Promise<T | null>;
  readonly #isExplained: (name: string) => boolean;

  constructor(find: (name: string) => Promise<T | null>, isExplained: (name: string) => boolean) {
    this.#find = find;
    this.#isExplained = isExplained;
  }

  known(name: string): T | null {
    if (!this.#known.has(name)) this.#wanted.add(name);
    return this.#known.get(name) ?? null;
  }

  /** Finds what was asked for; returns whether any of it exists, or it is now known why it was not read. */
  async ask(): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const found = await Promise.all(wanted.map((name) => this.#find(name)));
    wanted.forEach((name, at) => this.#known.set(name, found[at] ?? null));
    return found.some((each) => each !== null) || wanted.some(this.#isExplained);
  }
}

/** Runs the work and defers its result or error, because an error may only be due to files not read yet. */
function tried<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
