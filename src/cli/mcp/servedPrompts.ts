/** The prompt files of the served folder. An agent names what it likes: every other file stays unread. */

import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { LibraryEntry } from '../../core/library/library.js';
import { isPromptName } from '../../core/prompt/formats/formats.js';
import { isBelow } from '../../core/prompt/path.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { findWorkspaceOf } from '../../node/workspace.js';

export interface ServedPrompt {
  /** From the served folder, which may be a part of its repository. */
  readonly file: string;
  readonly entry: LibraryEntry;
}

/** `root`: the real path of the folder. */
export async function servedPrompts(root: string): Promise<ServedPrompt[]> {
  const workspace = await findWorkspaceOf(root);
  const library = new PromptLibrary(workspace, { say: () => undefined });
  await library.scan();
  const folder = workspace.pathOf(root);
  return library
    .entries()
    .filter(({ path }) => isBelow(folder, path))
    .map((entry) => ({
      file: relative(root, resolve(workspace.root, entry.path)).replaceAll(sep, '/'),
      entry,
    }));
}

/** The real path of a prompt file; throws `UserError` for a file that is not there, not in the folder, or no prompt. */
export async function promptIn(root: string, file: string): Promise<string> {
  const path = await realpath(resolve(root, file)).catch(() => null);
  const below = path === null ? null : relative(root, path).replaceAll(sep, '/');
  const isInside =
    below !== null && !isAbsolute(below) && below !== '..' && !below.startsWith('../');
  const isServed =
    isInside &&
    (isPromptName(below) || (await servedPrompts(root)).some((each) => each.file === below));
  if (path === null || !isServed)
    throw new UserError(
      `There is no prompt ${file} in the served folder. list_prompts lists its prompts.`,
    );
  return path;
}
