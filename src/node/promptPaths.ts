/** Prompt files as a user names them: files, folders, and patterns that no shell has filled in (quoted, or on Windows). */

import { join, relative } from 'node:path';
import { UserError } from '../core/errors.js';
import { isBelow } from '../core/prompt/path.js';
import { PromptLibrary } from './promptLibrary.js';
import { exists, findWorkspaceOf, isFolder } from './workspace.js';

const IGNORED = ['**/node_modules/**', '**/.git/**', '**/.plumbline/**'];

/**
 * Paths relative to the current folder, each once, in the order they were named; a folder stands for its prompts. A file that
 * does not exist is kept, so that whoever reads it says so. Throws `UserError` where a folder or pattern finds nothing.
 */
export async function promptPaths(
  named: readonly string[],
  { say }: { say: (text: string) => void },
): Promise<string[]> {
  const found: string[] = [];
  for (const name of named) found.push(...(await pathsOf(name, say)));
  return [...new Set(found)];
}

async function pathsOf(name: string, say: (text: string) => void): Promise<readonly string[]> {
  if (await isFolder(name)) return inFolder(name, say);
  // A name that exists is no pattern, whatever is in it.
  if (!/[*?[{]/.test(name) || (await exists(name))) return [name];
  const { glob } = await import('tinyglobby');
  const paths = await glob(name.replace(/\\/g, '/'), { ignore: IGNORED, expandDirectories: false });
  if (paths.length === 0) throw new UserError(`No file matches ${name}.`);
  return paths.toSorted();
}

/** The prompts of the library that lie in a folder. */
async function inFolder(folder: string, say: (text: string) => void): Promise<string[]> {
  const workspace = await findWorkspaceOf(folder);
  const library = new PromptLibrary(workspace, { say });
  const below = workspace.pathOf(folder);
  const all = await library.paths();
  const paths = all.filter((path) => isBelow(below, path));
  if (paths.length === 0)
    throw new UserError(`No prompts found in ${folder}.`, {
      commandLine: '`plumbline list --help` describes which files are found.',
    });
  return paths.map((path) => relative('', join(workspace.root, path)));
}
