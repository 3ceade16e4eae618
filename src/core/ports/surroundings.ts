/** What a prompt file may refer to: files beside it, and the environment. */

export interface Surroundings {
  /** Whether a prompt's references to values may be followed: not in a workspace that nobody trusts yet. */
  readonly trusted: boolean;
  /** The text of a file by its path from the workspace's root; null where there is none. */
  file(path: string): string | null;
  /** The value of an environment variable; null where it is not set or must not be read. */
  environment(name: string): string | null;
}

export const NOTHING_AROUND: Surroundings = {
  trusted: true,
  file: () => null,
  environment: () => null,
};

/** How a host reads what a prompt refers to. Paths never lead out of the workspace. */
export interface SurroundingsReader {
  readonly trusted: boolean;
  /** Null where there is no such file, or it cannot be read. */
  file(path: string): Promise<string | null>;
  environment: Surroundings['environment'];
}

/** Files that name files that name files: more rounds than this are a circle. */
const MAX_ROUNDS = 12;

/** Does synchronous work that needs files: again, with what it asked for, until it asks for nothing new. */
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
    // What is not there was answered rightly already.
    const isNew = [...wanted].some((path) => known.get(path) !== null);
    if (!isNew || round === MAX_ROUNDS) return outcome();
  }
}

/** Does the work now and gives or throws what came of it when asked: what was not read yet may be all that was wrong. */
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
