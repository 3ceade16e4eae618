/** Who uses a file: asked of the library a folder belongs to. */

import { join, relative } from 'node:path';
import { UserError } from '../core/errors.js';
import { usedFiles, usedFilesNamed, type UsedFile } from '../core/library/sharedFiles.js';
import { PromptLibrary } from './promptLibrary.js';
import { findWorkspaceOf } from './workspace.js';
import { worded } from '../core/say/worded.js';

type Say = (text: string) => void;

/** `name`: a path relative to the current folder or the root, or the name of a partial. Throws `UserError` where no prompt uses it. */
export async function filesUsed(
  name: string | undefined,
  say: Say,
): Promise<{ root: string; used: readonly UsedFile[] }> {
  const workspace = await findWorkspaceOf('.');
  const library = new PromptLibrary(workspace, { say });
  await library.scan();
  const all = usedFiles(library.entries());
  if (name === undefined) return { root: workspace.root, used: all };
  const asPath = usedFilesNamed(all, workspace.pathOf(name));
  const used = asPath.length > 0 ? asPath : usedFilesNamed(all, name.replace(/\\/g, '/'));
  if (used.length > 0) return { root: workspace.root, used };
  throw new UserError(worded`No prompt uses ${name}.`, {
    commandLine: worded`\`plumbline library uses\` lists the files that are used.`,
  });
}

/** The prompts that use a file, as paths relative to the current folder. Throws as `filesUsed`. */
export async function usersOf(name: string, say: Say): Promise<string[]> {
  const { root, used } = await filesUsed(name, say);
  const paths = new Set(used.flatMap(({ prompts }) => prompts));
  return [...paths].map((path) => relative('', join(root, path)));
}
