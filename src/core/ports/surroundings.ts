/** What a prompt file may refer to: other files and environment variables. */

import { UserError } from '../errors.js';
import type { Encoding } from '../text/decodeText.js';

export interface Surroundings {
  /** Whether references to values may be resolved. False in an untrusted workspace. */
  readonly trusted: boolean;
  /** The text of a file by its path from the workspace root; null if it does not exist. */
  file(path: string): string | null;
  /** The value of an environment variable; null if it is not set or must not be read. */
  environment(name: string): string | null;
  /** The encoding of a file that was read; null or absent if that is not known. */
  encoding?(path: string): Encoding | null;
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
    `${path} is in ${found}, and would be written as UTF-8. Save it as UTF-8 first.`,
  );
}

/** How a host reads what a prompt refers to. Paths never leave the workspace. */
export interface SurroundingsReader {
  readonly trusted: boolean;
  /** Null if the file does not exist or cannot be read. */
  file(path: string): Promise<string | null>;
  environment: Surroundings['environment'];
  encoding?: (path: string) => Encoding | null;
}

/** Max rounds of files that refer to other files; more means a cycle. */
const MAX_ROUNDS = 12;

/** Runs synchronous work that needs files, and repeats it with the files it asked for until it asks for no new ones. */
export async function withSurroundings<T>(
  reader: SurroundingsReader,
  work: (around: Surroundings) => T,
): Promise<T> {
  const known = new Map<string, string | null>();
  for (let round = 1; ; round++) {
    const wanted = new Set<string>();
    const around: Surroundings = {
      ...reader,
      file(path) {
        if (!known.has(path)) wanted.add(path);
        return known.get(path) ?? null;
      },
    };
    const read = async (path: string) => known.set(path, await reader.file(path));
    const outcome = tried(() => work(around));
    await Promise.all([...wanted].map(read));
    // Missing files were already answered with null.
    const isNew = [...wanted].some((path) => known.get(path) !== null);
    if (!isNew || round === MAX_ROUNDS) return outcome();
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
