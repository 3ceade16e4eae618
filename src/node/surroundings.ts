/** What a prompt may refer to on this machine: files inside its workspace, and the environment. */

import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SurroundingsReader } from '../core/ports/surroundings.js';
import { readText } from './workspace.js';

export const surroundingsOf = (
  root: string,
  { trusted = true }: { trusted?: boolean } = {},
): SurroundingsReader => ({
  trusted,
  environment: (name) => process.env[name] ?? null,
  file: async (path) => {
    try {
      const [top, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
      // A link that leads out of the workspace leads nowhere.
      const isOutside = relative(top, file).split(sep)[0] === '..';
      return isOutside ? null : await readText(file);
    } catch {
      return null;
    }
  },
});
