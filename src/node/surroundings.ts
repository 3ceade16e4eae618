/** What a prompt may refer to on this machine: files inside its workspace, and the environment. */

import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isUserError } from '../core/errors.js';
import type { SurroundingsReader } from '../core/ports/surroundings.js';
import { readText } from './workspace.js';

export function surroundingsOf(
  root: string,
  { trusted = true }: { trusted?: boolean } = {},
): SurroundingsReader {
  let top: Promise<string> | null = null;
  return {
    trusted,
    environment: (name) => process.env[name] ?? null,
    file: async (path) => {
      try {
        const file = join(root, path);
        const text = await readText(file);
        if (text === null) return null;
        top ??= realpath(root);
        // A link that leads out of the workspace leads nowhere.
        const isOutside = relative(await top, await realpath(file)).split(sep)[0] === '..';
        return isOutside ? null : text;
      } catch (error) {
        if (!isUserError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
        // What cannot be read is not there, as for any other program of this user.
        return null;
      }
    },
  };
}
