/** What a prompt may refer to on this machine: files inside its workspace, and the environment. */

import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isUserError } from '../core/errors.js';
import type { SurroundingsReader } from '../core/ports/surroundings.js';
import type { Encoding } from '../core/text/decodeText.js';
import { readDecoded } from './workspace.js';

export function surroundingsOf(
  root: string,
  { trusted = true }: { trusted?: boolean } = {},
): SurroundingsReader {
  let top: Promise<string> | null = null;
  const encodings = new Map<string, Encoding>();
  return {
    trusted,
    environment: (name) => process.env[name] ?? null,
    encoding: (path) => encodings.get(path) ?? null,
    file: async (path) => {
      try {
        const file = join(root, path);
        const read = await readDecoded(file);
        if (read === null) return null;
        top ??= realpath(root);
        // Links that leave the workspace are ignored.
        const isOutside = relative(await top, await realpath(file)).split(sep)[0] === '..';
        if (isOutside) return null;
        encodings.set(path, read.encoding);
        return read.text;
      } catch (error) {
        // An unreadable file (no permission, broken link, folder) counts as missing.
        if (isUserError(error) || (error instanceof Error && 'code' in error)) return null;
        throw error;
      }
    },
  };
}
